/** The texts of the frame: the rail, the bar, and what stands on every screen. */
export const frame = {
  opening: '正在打开',
  rail: '栏目',
  screens: {
    today: '今日',
    intake: '受理',
    tickets: '工单',
    warranty: '质保',
    settings: '设置',
  },
  help: '帮助',
  practice: '练习',
  skip: '跳到内容',
  who: '经手人',
  noStaff: '还没有员工，去添加',
  changeWho: '换经手人 Alt J',
  whoWorks: '现在是谁在用？',
  whoWorksHint: '以后每一步都记在这个人名下。↑ ↓ 选，Enter 定。',
  back: '返回',
  search: '查找',
  searchHint: '手机号 / 后四位 / 姓名 / zs / 机身号 / 单号 / 地址',
}
