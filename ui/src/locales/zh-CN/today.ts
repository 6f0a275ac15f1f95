import type { AttentionKind, TileKind } from '../../generated/commands'

/** A time that has passed, or is left. */
const minutes = (count: number): string =>
  count < 60 ? `${String(count)} 分` : count < 1440 ? `${String(Math.floor(count / 60))} 小时` : `${String(Math.floor(count / 1440))} 天`

/** The texts of the home screen. */
export const today = {
  title: '今日',
  /** 11月23日 周一 10:20 */
  moment: (month: number, day: number, weekday: number, time: string) =>
    `${String(month)}月${String(day)}日 周${'日一二三四五六'.charAt(weekday)} ${time}`,
  complaintDue: (month: number, day: number) => `今日受理的投诉须在 ${String(month)}月${String(day)}日 前答复`,
  weekendsOnly: '（节假日未知，按周末算）',
  takeIn: '受理',
  tiles: '待办数',
  late: {
    to_call: (count: number) => `${String(count)} 已超时`,
    visits: (count: number) => `${String(count)} 已超时`,
    to_consent: (count: number) => `${String(count)} 久未答复`,
    waiting_parts: (count: number) => `${String(count)} 该换货`,
    complaints: (count: number) => `${String(count)} 逾期`,
    follow_up: (count: number) => `${String(count)} 逾期`,
    unclaimed: (count: number) => `${String(count)} 过久`,
    to_settle: (count: number) => `${String(count)} 过久`,
  } satisfies Record<TileKind, (count: number) => string>,
  soon: {
    to_call: (count: number) => `${String(count)} 快到时`,
    visits: (count: number) => `${String(count)} 快到时`,
    to_consent: (count: number) => `${String(count)} 隔天未答`,
    waiting_parts: (count: number) => `${String(count)} 太久`,
    complaints: (count: number) => `${String(count)} 今日到期`,
    follow_up: (count: number) => `${String(count)} 今日到期`,
    unclaimed: (count: number) => `${String(count)} 待取`,
    to_settle: (count: number) => `${String(count)} 待结`,
  } satisfies Record<TileKind, (count: number) => string>,
  visits: '今日上门',
  engineers: (count: number) => `按时间 · ${String(count)} 位工程师`,
  noVisits: '今天没有约好的上门。',
  columns: { time: '时间', engineer: '工程师', number: '单号', customer: '客户', machine: '机器与故障', address: '地址', state: '状态' },
  /** Of a visit that is not today's. */
  earlier: (day: string) => `${day} 没去`,
  print: '打印',
  needsAction: '需要处理',
  keys: '↑↓ 选择 · Enter 打开',
  nothingPresses: '没有超时的，也没有快到期的。',
  moreOf: (shown: number, count: number) => `先列 ${String(shown)} 条，共 ${String(count)} 条`,
  /** How late it is. */
  tag: {
    minutesLate: (count: number) => `超时 ${minutes(count)}`,
    minutesLeft: (count: number) => `还有 ${minutes(count)}`,
    daysLate: (count: number) => `逾期 ${String(count)} 天`,
    today: '今日到期',
    days: (count: number) => `${String(count)} 天`,
  },
  /** What it is, and by when. */
  reason: {
    to_call: (due: string) => `派工后还没联系顾客，应在 ${due} 前`,
    visits: (due: string) => `约好 ${due} 前上门，还没到`,
    complaints: (due: string) => `投诉须在 ${due} 下班前答复`,
    follow_up: (due: string) => `完工后回访，到 ${due}`,
    waiting_parts: (since: string) => `${since} 起待件`,
    repair_time: (since: string) => `${since} 受理，还没修好`,
    to_consent: (since: string) => `${since} 报价，顾客还没答复`,
    unclaimed: (since: string) => `${since} 修好，还没来取`,
    to_settle: (since: string) => `${since} 完工，还没结清`,
  } satisfies Record<AttentionKind, (day: string) => string>,
  /** What to do about it. */
  todo: {
    to_call: '打电话',
    visits: '问工程师',
    complaints: '答复',
    follow_up: '回访',
    waiting_parts: '催件',
    repair_time: '催修',
    to_consent: '再联系',
    unclaimed: '通知取机',
    to_settle: '结清',
  } satisfies Record<AttentionKind, string>,
  open: '未结工单',
  openColumns: { state: '状态', count: '合计', ages: ['今天', '1–3 天', '4–7 天', '更早'] },
  noneOpen: '没有未结的工单。',
  money: '今日收款',
  moneyColumns: { method: '方式', by: '收款人', count: '笔数', in: '收入', back: '退出' },
  total: '合计',
  noMoney: '今天还没有收款。',
  nobody: '未写明',
  empty: '还没有工单。',
  emptyNext: '电话来了，先问号码：按 F2 开始受理。',
  drafts: (count: number) => `有 ${String(count)} 张没写完的受理`,
  savedAt: (when: string) => `${when} 存`,
  goOn: '继续',
  /** At the head of what is printed. */
  printTitle: (point: string, day: string) => `${point} ${day}`,
  practice: '练习，不作凭证',
}
