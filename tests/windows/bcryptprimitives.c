/* Rust's standard library takes random numbers from ProcessPrng, which Wine has since version 9 only. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID numbers, ULONG bytes);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE numbers, SIZE_T bytes)
{
    return SystemFunction036(numbers, (ULONG)bytes);
}
