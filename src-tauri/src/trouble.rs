//! What is said when there is no window to say it in.

/// Says what to install, also where there is no internet.
pub const NO_WEB_VIEW: &str = "这台电脑缺少 WebView2 运行时，服务台的窗口打不开。\n\n\
    请安装“Microsoft Edge WebView2 运行时”：在能上网的电脑上，从微软网站下载“常青版独立安装程序”（x64），\
    用 U 盘拷到这台电脑安装，然后重新打开服务台。您的数据没有受影响。";

/// Shows a message box, as a program without a console has to.
#[cfg(windows)]
pub fn tell(text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("服务台")
        .set_description(text)
        .show();
}

/// Writes to the console; other systems' packages bring the web view along.
#[cfg(not(windows))]
pub fn tell(text: &str) {
    eprintln!("{text}");
}
