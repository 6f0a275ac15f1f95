/* A library that is loaded before a program's own (LD_PRELOAD) and stands between it and the disk.
 * Only files below FAULTS_DIR (an existing folder, by its real path) are looked at.
 *
 * FAULTS_LOG=file     Writes down, in order and with their data, what is written, cut, synced, made,
 *                     renamed and removed, once it has succeeded. Of the file `acks` the writes are
 *                     what somebody was told. A record is: letter, u16 length of the name, i64 offset,
 *                     u32 length of the data, name (relative to FAULTS_DIR), data; in little endian.
 *                       C made   W written   T cut to the offset   S synced   D folder synced
 *                       R renamed, the data is the new name   U removed   M folder made
 *                     SQLite's -shm files are left out: they do not outlive a power cut.
 * FAULTS_FAIL=classes:k:error:how
 *                     Lets the k-th operation of the classes fail: r reads, w writes and cuts,
 *                     s syncs, n names (making, renaming, removing; folders too). The error is ENOSPC,
 *                     EIO or EACCES; how is `once`, or `good` for all from then on. ENOSPC spares
 *                     what takes no room: removing, renaming, cutting shorter. -shm files count too.
 * FAULTS_WELL=file    While this file exists nothing fails and nothing is counted.
 * FAULTS_TOLD=file    Gets a letter for each operation that was made to fail.
 * FAULTS_KILL=k       Kills the program (SIGKILL) before its k-th write, cut, sync or name.
 * FAULTS_CLOCK=file   The file says what the clock says: `milliseconds step`. Each look at the clock
 *                     is a step (in milliseconds) later than the one before, from the file's time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define FDS 4096
#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static char dir[PATH_MAX];
static size_t dir_length;
static int log_fd = -1, told_fd = -1;
static char classes[8];
static long fail_at, counted, kill_at, changes;
static int fail_error, fail_for_good;
static const char *well, *clock_file;
/* The name of what each descriptor has open, below the folder; "" is the folder itself. */
static char *names[FDS];
/* One operation at a time, so that the log has the order of the disk. */
static pthread_mutex_t one = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static int plain_open(const char *path, int flags) {
    static int (*real)(const char *, int, ...);
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
    return real(path, flags | O_CLOEXEC, 0644);
}

static ssize_t plain_write(int fd, const void *data, size_t length) {
    REAL(write);
    return real(fd, data, length);
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("FAULTS_DIR"), *value;
    clock_file = getenv("FAULTS_CLOCK");
    well = getenv("FAULTS_WELL");
    if (!folder || !realpath(folder, dir)) return;
    dir_length = strlen(dir);
    if ((value = getenv("FAULTS_LOG"))) log_fd = plain_open(value, O_CREAT | O_WRONLY | O_APPEND);
    if ((value = getenv("FAULTS_TOLD"))) told_fd = plain_open(value, O_CREAT | O_WRONLY | O_APPEND);
    if ((value = getenv("FAULTS_KILL"))) kill_at = atol(value);
    if ((value = getenv("FAULTS_FAIL"))) {
        char error[16], how[16];
        if (sscanf(value, "%7[a-z]:%ld:%15[A-Z]:%15[a-z]", classes, &fail_at, error, how) != 4) {
            fprintf(stderr, "faults: FAULTS_FAIL=%s\n", value);
            abort();
        }
        fail_error = !strcmp(error, "ENOSPC") ? ENOSPC : !strcmp(error, "EACCES") ? EACCES : EIO;
        fail_for_good = !strcmp(how, "good");
    }
}

/* The name of a path below the folder, or null. Its last part need not exist. */
static const char *below(const char *path, char *whole) {
    if (!dir_length || !path) return 0;
    char parent[PATH_MAX];
    if (!realpath(path, whole)) {
        const char *slash = strrchr(path, '/');
        size_t length = slash ? (size_t)(slash - path) : 1;
        snprintf(parent, PATH_MAX, "%.*s", (int)(length ? length : 1), slash ? path : ".");
        if (!realpath(parent, whole)) return 0;
        size_t end = strlen(whole);
        snprintf(whole + end, PATH_MAX - end, "/%s", slash ? slash + 1 : path);
    }
    if (strncmp(whole, dir, dir_length)) return 0;
    if (whole[dir_length] == '/') return whole + dir_length + 1;
    return whole[dir_length] ? 0 : whole + dir_length;
}

static const char *name_of(int fd) { return fd >= 0 && fd < FDS ? names[fd] : 0; }

static int is_shared_memory(const char *name) {
    size_t length = strlen(name);
    return length >= 4 && !strcmp(name + length - 4, "-shm");
}

static void note(char what, const char *name, int64_t offset, const void *data, uint32_t length) {
    if (log_fd < 0 || !name || is_shared_memory(name)) return;
    uint16_t name_length = strlen(name);
    char head[15];
    head[0] = what;
    memcpy(head + 1, &name_length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 4);
    plain_write(log_fd, head, 15);
    plain_write(log_fd, name, name_length);
    if (length) plain_write(log_fd, data, length);
}

/* Whether this operation is to fail. Dies here when it is to be the last. */
static int fails(char class, const char *name, int takes_room) {
    if (!name) return 0;
    int saved = errno;
    if (class != 'r' && kill_at && ++changes == kill_at) kill(getpid(), SIGKILL);
    if (!fail_at || !strchr(classes, class) || (fail_error == ENOSPC && !takes_room)) return 0;
    if (well && !access(well, F_OK)) {
        errno = saved;
        return 0;
    }
    errno = saved;
    counted++;
    if (fail_for_good ? counted < fail_at : counted != fail_at) return 0;
    if (told_fd >= 0) plain_write(told_fd, &class, 1);
    errno = fail_error;
    return 1;
}

static void opened(int fd, const char *name, int is_new, int flags) {
    if (fd < 0 || fd >= FDS) return;
    free(names[fd]);
    names[fd] = name ? strdup(name) : 0;
    if (name && is_new) note('C', name, 0, 0, 0);
    if (name && !is_new && (flags & O_TRUNC)) note('T', name, 0, 0, 0);
}

#define LOCKED(type, ...) \
    pthread_mutex_lock(&one); \
    type outcome; \
    __VA_ARGS__; \
    int saved_error = errno; \
    pthread_mutex_unlock(&one); \
    errno = saved_error; \
    return outcome

#define OPEN(symbol) \
    int symbol(const char *path, int flags, ...) { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | __O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        static int (*real)(const char *, int, ...); \
        if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #symbol); \
        LOCKED(int, { \
            char whole[PATH_MAX]; \
            const char *name = below(path, whole); \
            int is_new = name && (flags & O_CREAT) && access(path, F_OK); \
            if (is_new && fails('n', name, 1)) outcome = -1; \
            else if (name && !is_new && (flags & O_TRUNC) && fails('w', name, 0)) outcome = -1; \
            else { \
                outcome = real(path, flags, mode); \
                opened(outcome, name, is_new, flags); \
            } \
        }); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(symbol) \
    int symbol(int at, const char *path, int flags, ...) { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | __O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        if (at == AT_FDCWD) return open64(path, flags, mode); \
        static int (*real)(int, const char *, int, ...); \
        if (!real) real = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, #symbol); \
        return real(at, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(close);
    LOCKED(int, {
        if (fd >= 0 && fd < FDS) {
            free(names[fd]);
            names[fd] = 0;
        }
        outcome = real(fd);
    });
}

int dup(int fd) {
    REAL(dup);
    LOCKED(int, {
        outcome = real(fd);
        opened(outcome, name_of(fd), 0, 0);
    });
}

#define FCNTL(symbol) \
    int symbol(int fd, int command, ...) { \
        va_list rest; \
        va_start(rest, command); \
        void *argument = va_arg(rest, void *); \
        va_end(rest); \
        static int (*real)(int, int, ...); \
        if (!real) real = (int (*)(int, int, ...))dlsym(RTLD_NEXT, #symbol); \
        if (command != F_DUPFD && command != F_DUPFD_CLOEXEC) return real(fd, command, argument); \
        LOCKED(int, { \
            outcome = real(fd, command, argument); \
            opened(outcome, name_of(fd), 0, 0); \
        }); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

ssize_t read(int fd, void *data, size_t length) {
    REAL(read);
    if (!name_of(fd)) return real(fd, data, length);
    LOCKED(ssize_t, outcome = fails('r', name_of(fd), 0) ? -1 : real(fd, data, length));
}

#define PREAD(symbol, offset_type) \
    ssize_t symbol(int fd, void *data, size_t length, offset_type offset) { \
        REAL(symbol); \
        if (!name_of(fd)) return real(fd, data, length, offset); \
        LOCKED(ssize_t, outcome = fails('r', name_of(fd), 0) ? -1 : real(fd, data, length, offset)); \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
    REAL(write);
    if (!name_of(fd)) return real(fd, data, length);
    LOCKED(ssize_t, {
        const char *name = name_of(fd);
        if (fails('w', name, 1)) outcome = -1;
        else {
            off_t at = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
            outcome = real(fd, data, length);
            if (outcome > 0) note('W', name, at, data, outcome);
        }
    });
}

#define PWRITE(symbol, offset_type) \
    ssize_t symbol(int fd, const void *data, size_t length, offset_type offset) { \
        REAL(symbol); \
        if (!name_of(fd)) return real(fd, data, length, offset); \
        LOCKED(ssize_t, { \
            if (fails('w', name_of(fd), 1)) outcome = -1; \
            else { \
                outcome = real(fd, data, length, offset); \
                if (outcome > 0) note('W', name_of(fd), offset, data, outcome); \
            } \
        }); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define FTRUNCATE(symbol, offset_type) \
    int symbol(int fd, offset_type length) { \
        REAL(symbol); \
        if (!name_of(fd)) return real(fd, length); \
        LOCKED(int, { \
            struct stat found; \
            int longer = !fstat(fd, &found) && found.st_size < length; \
            if (fails('w', name_of(fd), longer)) outcome = -1; \
            else { \
                outcome = real(fd, length); \
                if (!outcome) note('T', name_of(fd), length, 0, 0); \
            } \
        }); \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

static int is_folder(int fd) {
    struct stat found;
    return !fstat(fd, &found) && S_ISDIR(found.st_mode);
}

#define SYNC(symbol) \
    int symbol(int fd) { \
        REAL(symbol); \
        if (!name_of(fd)) return real(fd); \
        LOCKED(int, { \
            if (fails('s', name_of(fd), 1)) outcome = -1; \
            else { \
                outcome = real(fd); \
                if (!outcome) note(is_folder(fd) ? 'D' : 'S', name_of(fd), 0, 0, 0); \
            } \
        }); \
    }
SYNC(fsync)
SYNC(fdatasync)

#define REMOVE(symbol) \
    int symbol(const char *path) { \
        REAL(symbol); \
        LOCKED(int, { \
            char whole[PATH_MAX]; \
            const char *name = below(path, whole); \
            int is_there = name && !access(path, F_OK); \
            if (is_there && fails('n', name, 0)) outcome = -1; \
            else { \
                outcome = real(path); \
                if (!outcome && name) note('U', name, 0, 0, 0); \
            } \
        }); \
    }
REMOVE(unlink)
REMOVE(rmdir)

int rename(const char *from, const char *to) {
    REAL(rename);
    LOCKED(int, {
        char whole[PATH_MAX], other[PATH_MAX];
        const char *name = below(from, whole);
        if (fails('n', name, 0)) outcome = -1;
        else {
            const char *new_name = below(to, other);
            outcome = real(from, to);
            if (!outcome && name && new_name) note('R', name, 0, new_name, strlen(new_name));
        }
    });
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    LOCKED(int, {
        char whole[PATH_MAX];
        const char *name = below(path, whole);
        if (name && access(path, F_OK) && fails('n', name, 1)) outcome = -1;
        else {
            outcome = real(path, mode);
            if (!outcome) note('M', name, 0, 0, 0);
        }
    });
}

/* Ways of copying that pass by `write`: whoever asks for them copies by hand then. */
ssize_t copy_file_range(int in, off64_t *at_in, int out, off64_t *at_out, size_t length, unsigned flags) {
    REAL(copy_file_range);
    if (!name_of(in) && !name_of(out)) return real(in, at_in, out, at_out, length, flags);
    errno = ENOSYS;
    return -1;
}

ssize_t sendfile64(int out, int in, off64_t *offset, size_t length) {
    REAL(sendfile64);
    if (!name_of(in) && !name_of(out)) return real(out, in, offset, length);
    errno = ENOSYS;
    return -1;
}

int clock_gettime(clockid_t id, struct timespec *now) {
    REAL(clock_gettime);
    static long long base = -1, looks;
    if (id != CLOCK_REALTIME || !clock_file) return real(id, now);
    LOCKED(int, {
        char text[64] = "";
        long long said = 0, step = 0;
        int fd = plain_open(clock_file, O_RDONLY);
        static ssize_t (*plain_read)(int, void *, size_t);
        if (!plain_read) plain_read = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
        if (fd >= 0 && plain_read(fd, text, sizeof text - 1) > 0) sscanf(text, "%lld %lld", &said, &step);
        if (fd >= 0) close(fd);
        if (said != base) {
            base = said;
            looks = 0;
        }
        said += step * looks++;
        now->tv_sec = said / 1000;
        now->tv_nsec = said % 1000 * 1000000;
        outcome = 0;
    });
}
