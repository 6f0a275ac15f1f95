import type { HealthKind, HealthLevel } from '../../generated/commands'

/** What a check has to tell besides how it is. */
export interface HealthFacts {
  /** Day and time, as people write it. */
  at: string | null
  count: number | null
  text: string | null
}

const GIGABYTE = 1_073_741_824

/** The texts of the health light and of the page that explains it. */
export const health = {
  light: (text: string) => `运行状况：${text}`,
  noBackup: '还没有备份',
  backup: (time: string) => `备份 ${time}`,
  level: { good: '正常', warn: '留意', bad: '要处理' } satisfies Record<HealthLevel, string>,
  each: '逐项',
  again: '再看一次',
  /** In the bar, when something is not as it should be. */
  short: {
    database: '数据损坏',
    backup: '备份太旧',
    second_folder: '第二备份没写上',
    disk: '磁盘快满了',
    clock: '电脑时间不对',
    calendar: '工作日表要更新',
    numbers: '要填纸上的号',
    folder: '数据放的地方不稳',
    printer: '打印机不在',
  } satisfies Record<HealthKind, string>,
  checks: {
    database: {
      name: '数据',
      is: (level: HealthLevel) => (level === 'good' ? '能读能写' : '现在只能看，不再写入'),
      todo: '请恢复最近一份没有问题的备份。',
    },
    backup: {
      name: '备份',
      is: (_: HealthLevel, { at }: HealthFacts) => (at === null ? '还没有验证过的备份' : `最近一份验证过的是 ${at}`),
      todo: '请到“备份与恢复”现在备份一次。',
    },
    second_folder: {
      name: '第二备份',
      is: (_: HealthLevel, { at, text }: HealthFacts) =>
        at === null ? `${text ?? ''} 里还没有备份` : `最近存到 ${text ?? ''} 的是 ${at}`,
      todo: '请看 U 盘插着没有、满没满；换了盘，到“备份与恢复”重选。',
    },
    disk: {
      name: '磁盘',
      is: (_: HealthLevel, { count }: HealthFacts) =>
        count === null ? '不知道还剩多少' : `还剩 ${(count / GIGABYTE).toFixed(1)} GB`,
      todo: '请删掉不要的文件。满了就存不进去，已经存的不会坏。',
    },
    clock: {
      name: '电脑时间',
      is: (level: HealthLevel, { at }: HealthFacts) =>
        level === 'good' ? '和上一笔记录对得上' : `比上一笔记录（${at ?? ''}）还早`,
      todo: '请校准电脑的日期和时间；总是走慢，多半是主板电池没电了。',
    },
    calendar: {
      name: '工作日表',
      is: (_: HealthLevel, { count }: HealthFacts) => (count === null ? '没有工作日表' : `到 ${String(count)} 年`),
      todo: '之后只按周末算，不知道调休。请安装新版程序。',
    },
    numbers: {
      name: '号码',
      is: (level: HealthLevel, { count }: HealthFacts) =>
        level === 'good' ? '都接得上' : `${String(count ?? 0)} 种单子还不知道纸上最后的号`,
      todo: '填好之前，这些单子不能给号。',
    },
    folder: {
      name: '数据文件夹',
      is: (level: HealthLevel, { text }: HealthFacts) => {
        if (level === 'good') {
          return '在这台电脑的磁盘上'
        }
        return text === 'network' ? '在网络磁盘上' : `会被 ${text ?? ''} 同步到云端`
      },
      todo: '断网或同步时数据可能损坏。请把数据文件夹移到本机磁盘，备份再另存一份。',
    },
    printer: {
      name: '打印机',
      is: (level: HealthLevel, { text }: HealthFacts) =>
        level === 'good' ? '选好的都在' : `系统里没有 ${text ?? ''}`,
      todo: '请接好打印机，或到“纸张与打印机”另选。打不了的单据会存成 PDF。',
    },
  } satisfies Record<HealthKind, { name: string; is: (level: HealthLevel, facts: HealthFacts) => string; todo: string }>,
}
