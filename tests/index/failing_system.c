/* A stand-in for parts of the C library, loaded before it: a disk that no longer takes what is
   written, and a clock that is set back. Both happen once a call of that kind has the number that
   SYNC_FAILS_AT or CLOCK_SET_BACK_AT gives. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int reached(const char *name, int *calls)
{
    const char *at = getenv(name);
    return at != NULL && ++*calls >= atoi(at);
}

static int synced(const char *name, int descriptor)
{
    static int calls;
    int (*sync_file)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (reached("SYNC_FAILS_AT", &calls)) {
        errno = EIO;
        return -1;
    }
    return sync_file(descriptor);
}

int fsync(int descriptor)
{
    return synced("fsync", descriptor);
}

int fdatasync(int descriptor)
{
    return synced("fdatasync", descriptor);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int calls;
    int (*read_clock)(clockid_t, struct timespec *) =
        (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int result = read_clock(clock, now);
    if (clock == CLOCK_REALTIME && reached("CLOCK_SET_BACK_AT", &calls))
        now->tv_sec -= 366 * 24 * 60 * 60;
    return result;
}
