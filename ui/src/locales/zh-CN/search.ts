/** The texts of the search box. */
export const search = {
  found: '找到的',
  kinds: { customer: '客户', appliance: '机器', ticket: '工单' },
  /** What of a thing matches. */
  why: {
    number: '单号',
    phone: '电话',
    tail: '后四位',
    name: '姓名',
    pinyin: '拼音',
    serial: '机身号',
    address: '地址',
    words: '内容',
  },
  looking: '正在查找',
  nothing: (text: string) => `没有找到“${text}”。`,
  takeIn: '新受理',
  takeInPhone: '用这个电话新受理',
  choose: '选择',
  open: '打开',
  clear: '清空',
  count: (count: number) => `找到 ${String(count)} 条`,
  more: (count: number) => `只列最新的 ${String(count)} 条，再打几个字`,
}
