/* For Wine alone, and never shipped: Windows reads PDFs with windows.data.pdf.dll, which Wine has not,
   and without which no program that prints would start. */
#include <windows.h>

__declspec(dllexport) HRESULT WINAPI PdfCreateRenderer(void *device, void **renderer) {
    *renderer = NULL;
    return E_NOTIMPL;
}

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID reserved) {
    return TRUE;
}
