import type { Verified } from '../../generated/commands'

/** A length in bytes, as people say it. */
function size(bytes: number): string {
  const megabytes = Math.ceil(bytes / 104_858) / 10
  return `${String(megabytes)} MB`
}

/** The texts of backing up, checking and restoring. */
export const backup = {
  title: '备份与恢复',
  cancel: '取消',
  choose: '选…',
  pathExample: '完整路径，如 E:\\备份\\服务台.fwt',
  problems: (count: number) => `查出 ${String(count)} 处，给维护人员看`,
  fileName: (branch: string, day: string) => `服务台备份-${branch}-${day}`,
  now: {
    title: '现在备份',
    last: (time: string, bytes: number) => `最近一份 ${time}，已验证，${size(bytes)}`,
    none: '还没有备份',
    file: '存到',
    example: (name: string) => `完整路径，如 E:\\${name}.fwt`,
    action: '现在备份',
    doing: '正在备份，可以接着干活',
    done: (bytes: number) => `备份好了，也重新读过、没有问题，${size(bytes)}。`,
    ofDamaged: '数据本来就有损坏，这份备份里也有。请留着更早的备份。',
  },
  second: {
    title: '自动备份',
    explains: '有改动时，每 30 分钟自动备份一次，恢复和升级之前也会；旧的按日子慢慢减少。再选一个文件夹（如 U 盘），每份备份都往那里存一份，电脑坏了也不怕。',
    folder: '再存到',
    example: '没有选，只存在这台电脑上',
    save: '保存',
    saved: '已保存，下一份备份起也存到那里。',
    gone: '已保存，备份只存在这台电脑上。',
  },
  verify: {
    title: '检查数据',
    explains: '从头到尾核对每张工单、每笔款、每个号码和每次操作的记录。不改任何东西。',
    all: '检查全部数据',
    doing: '正在检查',
    good: '全部查过，没有问题。',
    fileGood: '这份备份查过了，没有问题，可以用来恢复。',
    bad: '数据有问题。从现在起只能看、不再写入，请恢复最近一份没有问题的备份。',
    fileBad: '这份备份有问题，请用别的备份恢复。',
    searchWrong: '数据没有问题，只是查找不全。请点“重建查找”。',
    counted: (found: Verified) =>
      `工单 ${String(found.tickets)}，客户 ${String(found.customers)}，机器 ${String(found.appliances)}，收据 ${String(found.receipts)}，保修单 ${String(found.slips)}，操作记录 ${String(found.audit_rows)}`,
    index: '重建查找',
    indexExplains: '查找框漏了东西时用。',
    indexed: '查找已重建。',
    file: '备份文件',
    one: '检查这份',
  },
  restore: {
    title: '恢复备份',
    explains: '用一份备份换掉现在的数据。备份之后做的事，恢复后就看不到了。',
    kept: '先检查备份，有问题就不换；现在的数据不删，改名留在数据文件夹里。',
    open: '恢复备份…',
    file: '备份文件',
    action: '恢复',
    doing: '正在检查和恢复，请不要关机',
    damaged: '这份备份有损坏，没有恢复。',
    damagedMeans: '最好换一份备份。没有别的可用时，可以就用它：坏掉的地方会留着，检查时还会提醒。',
    accept: '我知道它有损坏，没有更好的了，就用这份',
    done: '恢复好了。',
    replaced: (file: string) => `原来的数据留在 ${file}`,
    jumped: (gaps: string[]) => `纸上已经用过的号跳过了：${gaps.join('、')}`,
  },
  numbers: {
    title: '纸上最后的号',
    explains: '恢复以后，程序不知道纸上用到了几号。请照最近一张单子填，后面接着编，不会重号；没有用过就填 0。',
    example: '如 0012，没有填 0',
    action: '填好了',
    series: {
      SJ: '收据 SJ',
      BX: '保修单 BX',
      WX: '今天的维修单 WX',
      AZ: '今天的安装单 AZ',
      BY: '今天的保养单 BY',
      TS: '今天的投诉单 TS',
      ZX: '今天的咨询单 ZX',
    },
  },
}
