; The installer of one version: `cargo xtask windows` gives VERSION, FILES (the folder of what is
; installed), OUT, KILOBYTES, and WEBVIEW2 where Microsoft's offline installer is carried along.

Unicode true
; A 64-bit program: there is no other Windows that the window runs on.
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include FileFunc.nsh

!define NAME "服务台"
!define KEY "Software\Fuwutai"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Fuwutai"
; Where Microsoft's updater says which WebView2 runtime is there.
!define RUNTIME "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
; Not where the data is: that is $LOCALAPPDATA\服务台.
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "Folder"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 ProductName "${NAME}"
VIAddVersionKey /LANG=2052 FileDescription "${NAME}安装程序"
VIAddVersionKey /LANG=2052 CompanyName "${NAME}"
VIAddVersionKey /LANG=2052 LegalCopyright "MIT OR Apache-2.0"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"

!define MUI_ICON "${FILES}\fuwutai.ico"
!define MUI_UNICON "${FILES}\fuwutai.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\fuwutai.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开服务台"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Waits until nobody uses the programs: one that runs cannot be written to. Nothing has changed yet.
!macro CLOSED UN
Function ${UN}closed
  again:
  StrCpy $1 ""
  ${If} ${FileExists} "$INSTDIR\fuwutai.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\fuwutai.exe" a
    ${If} ${Errors}
      StrCpy $1 "fuwutai.exe"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\desk.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\desk.exe" a
    ${If} ${Errors}
      StrCpy $1 "desk.exe"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} $1 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
      "服务台正在运行（$1）。请先关闭它，再点“重试”。$\n$\n数据不受影响。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Abort
  ${EndIf}
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Function .onInit
  ${IfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "服务台需要 Windows 10 1809 或更新的版本。" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
FunctionEnd

; $0 is the version of the WebView2 runtime, or empty.
Function runtime
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${RUNTIME}" "pv"
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    ReadRegStr $0 HKCU "Software\${RUNTIME}" "pv"
  ${EndIf}
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
FunctionEnd

Section
  Call closed
  SetOutPath "$INSTDIR"
  File "${FILES}\fuwutai.exe"
  File "${FILES}\desk.exe"
  File "${FILES}\WebView2Loader.dll"
  SetOutPath "$INSTDIR\fonts"
  File "${FILES}\fonts\*.*"
  ; Shortcuts start in the folder that is set here.
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\fuwutai.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}（练习）.lnk" "$INSTDIR\fuwutai.exe" "--practice"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\fuwutai.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\fuwutai.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  Call runtime
!ifdef WEBVIEW2
  ${If} $0 == ""
    DetailPrint "正在安装 WebView2 运行时…"
    InitPluginsDir
    File "/oname=$PLUGINSDIR\WebView2.exe" "${WEBVIEW2}"
    ExecWait '"$PLUGINSDIR\WebView2.exe" /silent /install'
    Call runtime
  ${EndIf}
!endif
  ${If} $0 == ""
    DetailPrint "缺少 WebView2 运行时"
    MessageBox MB_OK|MB_ICONINFORMATION "服务台已装好，但这台电脑缺少 WebView2 运行时，窗口还打不开。$\n$\n\
      请在能上网的电脑上，从微软网站下载“Microsoft Edge WebView2 运行时”的“常青版独立安装程序”（x64），\
      用 U 盘拷到这台电脑安装，然后打开服务台。" /SD IDOK
  ${EndIf}
SectionEnd

Section Uninstall
  Call un.closed
  Delete "$INSTDIR\fuwutai.exe"
  Delete "$INSTDIR\desk.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\fonts\NotoSansSC-*.ttf"
  Delete "$INSTDIR\fonts\OFL.txt"
  RMDir "$INSTDIR\fonts"
  Delete "$INSTDIR\uninstall.exe"
  ; Only when nothing else is in it: who installed it chose the folder.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}（练习）.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${KEY}"

  ; The data stays unless it is said: /DATA=delete when nobody is asked.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DATA=" $1
  ${If} $1 == "delete"
    Goto delete
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "要同时删除这台电脑上的全部数据吗？$\n$\n\
    工单、收据、保修单和备份会全部删除，不能恢复。选“否”保留，重新安装后可以接着用。" /SD IDNO IDNO keep
  delete:
  RMDir /r "$LOCALAPPDATA\${NAME}"
  RMDir /r "$LOCALAPPDATA\${NAME}练习"
  RMDir /r "$LOCALAPPDATA\cn.fuwutai.desk"
  RMDir /r "$LOCALAPPDATA\cn.fuwutai.desk.practice"
  keep:
SectionEnd
