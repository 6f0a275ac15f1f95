/** The texts of the page about the program. */
export const about = {
  program: '程序版本',
  inBrowser: '在浏览器里打开',
  policy: '政策版本',
  tariff: '价目版本',
  since: (version: string, day: string) => `${version}（${day} 起）`,
  folder: '数据文件夹',
  logs: '运行记录',
  webView: '浏览器内核',
  hotline: '全国热线',
  licences: '许可',
  licenceLines: [
    '服务台可按 MIT 或 Apache 2.0 许可使用，两份许可随程序附带。',
    '单据字体是思源黑体（Noto Sans SC），按 SIL 开放字体许可 1.1 使用。',
    '界面用到 Vue、Element Plus 和 Vant 的行政区划表，都按 MIT 许可使用。',
    '数据存放用 SQLite，属公有领域。',
  ],
}
