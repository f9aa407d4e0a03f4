/* Stands between a process and the machine's clock, by LD_PRELOAD, and shifts what it is told of the time of day.

The file that FAULTS_CLOCK names holds three numbers of 64 bits: by how many nanoseconds, how many times as fast,
and, for the latter, since when. They may be written at any time. Intervals are measured as ever; waits that are told
their end as a time of day end when they would.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t S = 1000000000;
static const int64_t OF_DAY = 1000000000; /* seconds; a smaller number is no time of day but of a clock since the start */

static volatile int64_t *told;
static int (*real_clock)(clockid_t, struct timespec *);
static int (*real_sem)(sem_t *, const struct timespec *);
static int (*real_cond)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

__attribute__((constructor)) static void begin(void) {
    real_clock = dlsym(RTLD_NEXT, "clock_gettime");
    real_sem = dlsym(RTLD_NEXT, "sem_timedwait");
    real_cond = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    const char *name = getenv("FAULTS_CLOCK");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *found = mmap(NULL, 3 * sizeof *told, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (found != MAP_FAILED)
        told = found;
}

static int64_t now(void) {
    struct timespec at;
    real_clock(CLOCK_REALTIME, &at);
    return at.tv_sec * S + at.tv_nsec;
}

static int64_t shift(int64_t at) {
    return told ? told[0] + (told[1] - 1) * (at - told[2]) : 0;
}

static struct timespec as_time(int64_t at) {
    return (struct timespec){at / S, at % S};
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    if (!real_clock)
        begin();
    int failed = real_clock(clock, at);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t real = at->tv_sec * S + at->tv_nsec;
        *at = as_time(real + shift(real));
    }
    return failed;
}

int gettimeofday(struct timeval *at, void *zone) {
    struct timespec found;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &found))
        return -1;
    *at = (struct timeval){found.tv_sec, found.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *at) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (at)
        *at = found.tv_sec;
    return found.tv_sec;
}

static struct timespec real_end(const struct timespec *end) {
    return end->tv_sec < OF_DAY ? *end : as_time(end->tv_sec * S + end->tv_nsec - shift(now()));
}

int sem_timedwait(sem_t *semaphore, const struct timespec *end) {
    struct timespec until = real_end(end);
    return real_sem(semaphore, &until);
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *end) {
    struct timespec until = real_end(end);
    return real_cond(condition, mutex, &until);
}
