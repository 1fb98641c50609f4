/* A long, narrow, lossy line between this network and one of our own, packet by packet. Built by slow-line.ts.
 * Arguments: file of the other network namespace, device here, device there, milliseconds one way, lost packets of a
 * thousand, bytes a second each way. Says "ready" once both devices are there, and ends with its standard input. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* What waits for the line, at most: half a second of 64 KB/s. What does not fit is dropped, as a router does. */
enum { longest = 2048, room = 4096, waiting_bytes = 32 * 1024 };

struct packet { long long due; int size; char bytes[longest]; };
struct way { struct packet packets[room]; int first, count; long long free_at; };
static struct way ways[2];

static long long now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000LL + at.tv_nsec / 1000;
}

static int open_device(const char *name) {
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  if (device < 0 || ioctl(device, TUNSETIFF, &request) < 0) {
    perror(name);
    exit(1);
  }
  return device;
}

int main(int count, char **words) {
  if (count != 7) return 2;
  const long long delay = atoll(words[4]) * 1000, lost = atoll(words[5]), rate = atoll(words[6]);
  int devices[2] = {open_device(words[2]), -1};
  int other = open(words[1], O_RDONLY);
  if (other < 0 || setns(other, CLONE_NEWNET) < 0) {
    perror(words[1]);
    return 1;
  }
  devices[1] = open_device(words[3]);
  puts("ready");
  fflush(stdout);
  srandom(1); /* the same losses in each run, as far as the traffic is the same */
  for (;;) {
    int timeout = -1;
    for (int to = 0; to < 2; to++) {
      struct way *way = &ways[to];
      while (way->count > 0 && way->packets[way->first].due <= now()) {
        struct packet *packet = &way->packets[way->first];
        if (write(devices[to], packet->bytes, packet->size) < 0) { /* a device that is down loses it */ }
        way->first = (way->first + 1) % room;
        way->count--;
      }
      if (way->count == 0) continue;
      int left = (way->packets[way->first].due - now() + 999) / 1000;
      if (left < 0) left = 0;
      if (timeout < 0 || left < timeout) timeout = left;
    }
    struct pollfd ready[3] = {{devices[0], POLLIN, 0}, {devices[1], POLLIN, 0}, {0, POLLIN, 0}};
    poll(ready, 3, timeout);
    if (ready[2].revents != 0) return 0;
    for (int from = 0; from < 2; from++) {
      struct way *way = &ways[1 - from];
      for (;;) {
        char bytes[longest];
        int size = read(devices[from], bytes, longest);
        if (size <= 0) break;
        long long at = now(), start = way->free_at > at ? way->free_at : at;
        if (random() % 1000 < lost || way->count == room || (start - at) * rate / 1000000 > waiting_bytes) continue;
        struct packet *packet = &way->packets[(way->first + way->count++) % room];
        way->free_at = start + size * 1000000LL / rate;
        packet->due = way->free_at + delay;
        packet->size = size;
        memcpy(packet->bytes, bytes, size);
      }
    }
  }
}
