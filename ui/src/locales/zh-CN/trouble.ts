/** The texts of what keeps everybody from working, and of the bars that stand above every screen. */
export const trouble = {
  safe: '数据怎么样',
  now: '现在怎么办',
  retry: '再试一次',
  /** By the codes of errors.ts; `other` for the rest. */
  by: {
    newer_file: {
      safe: '数据好好的，没有动过。旧版程序不认识新版的数据，硬写会弄坏。',
      now: ['请安装新版程序，装好再打开，数据都在。', '新版在另一台电脑上的，请用那一台。'],
    },
    not_ours: {
      safe: '那个文件是别的程序的，没有动过。',
      now: ['请把它移到别处，或换一个数据文件夹，再试一次。'],
    },
    not_a_database: {
      safe: '数据文件已经不是数据库了，没有动它。备份还在。',
      now: ['请恢复最近的备份；坏的文件会改名留着。', '备份在数据文件夹的 backups 里，或在您另选的 U 盘上。'],
    },
    damaged: {
      safe: '从现在起什么都不写，免得更坏。能读的还能看，备份没有动。',
      now: ['请主管恢复下面这份备份；它之后做的事，先照着现在能看到的抄下来。', '也可以先看看现有数据。'],
    },
    folder: {
      safe: '以前保存的都没有动。',
      now: ['请看数据文件夹在不在、盘接好没有、有没有权限。', '好了再试一次。'],
    },
    read_only: {
      safe: '数据好好的，只是写不进去。',
      now: ['请去掉文件夹的“只读”，或请管理员给写的权限。', '好了再试一次。'],
    },
    disk_full: {
      safe: '以前保存的都好好的，只是没有地方再写。',
      now: ['请删掉不要的文件，清空回收站。', '好了再试一次。'],
    },
    busy: {
      safe: '数据好好的，另一个程序正占着它，可能在恢复或升级。',
      now: ['请等一会儿，再试一次。', '一直这样，请看是不是另开了一个服务台。'],
    },
    io: {
      safe: '磁盘读写出错。以前保存的没有再动。',
      now: ['请检查磁盘和接线，再试一次。', '能打开以后马上备份到另一个盘。'],
    },
    no_answer: {
      safe: '以前保存的都在，没有回应的只是程序。',
      now: ['请再试一次。', '还不行，请关掉重新打开。'],
    },
    other: {
      safe: '以前保存的都在。',
      now: ['请再试一次。', '还不行，请告诉维护人员。'],
    },
  },
  offered: (time: string) => `恢复 ${time} 的备份`,
  chooseBackup: '选别的备份…',
  /** The bars. */
  bars: {
    damaged: '数据有损坏：可以看，什么都不写入。',
    seeDamaged: '怎么办',
    numbers: '恢复以后还不知道纸上最后的号，填好才能给新号。',
    tellNumbers: '现在填',
    clock: '电脑时间比上一笔记录还早，请先校准时间。',
    seeClock: '看看',
    closed: '现在什么都存不进去：',
  },
}
