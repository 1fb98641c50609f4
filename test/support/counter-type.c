/* A module with a value type that nobody else has: COUNTER.ADD key number. Built by counter-type.ts.
 * The functions are named as Redis documents its module API, version 1. A module is handed all of it through the first
 * field of its context: a function that looks the others up. */
#include <stddef.h>
#include <stdint.h>

typedef void Type, Context, Text, Key, File;
typedef int (*Command)(Context *, Text **, int);
typedef struct {
  uint64_t version;
  void *(*load)(File *, int);
  void (*save)(File *, void *);
  void (*rewrite)(File *, Text *, void *);
  size_t (*memory)(const void *);
  void (*digest)(void *, void *);
  void (*release)(void *);
} Methods;

static int (*SetModuleAttribs)(Context *, const char *, int, int);
static int (*CreateCommand)(Context *, const char *, Command, const char *, int, int, int);
static Type *(*CreateDataType)(Context *, const char *, int, Methods *);
static void *(*Alloc)(size_t);
static void (*Free)(void *);
static Key *(*OpenKey)(Context *, Text *, int);
static void (*CloseKey)(Key *);
static void *(*ModuleTypeGetValue)(Key *);
static Type *(*ModuleTypeGetType)(Key *);
static int (*ModuleTypeSetValue)(Key *, Type *, void *);
static int (*StringToLongLong)(Text *, long long *);
static int (*ReplyWithLongLong)(Context *, long long);
static int (*ReplyWithError)(Context *, const char *);
static int (*WrongArity)(Context *);
static void (*SaveSigned)(File *, int64_t);
static int64_t (*LoadSigned)(File *);

static Type *counter;
enum { ok = 0, failed = 1, read_and_write = 3 };

static void *load(File *file, int encoding) {
  (void)encoding;
  int64_t *value = Alloc(sizeof *value);
  *value = LoadSigned(file);
  return value;
}

static void save(File *file, void *value) { SaveSigned(file, *(int64_t *)value); }

static size_t memory(const void *value) { return sizeof *(const int64_t *)value; }

static int add(Context *context, Text **words, int count) {
  long long by;
  if (count != 3) return WrongArity(context);
  if (StringToLongLong(words[2], &by) != ok) return ReplyWithError(context, "ERR not a number");
  Key *key = OpenKey(context, words[1], read_and_write);
  int64_t *value = ModuleTypeGetType(key) == counter ? ModuleTypeGetValue(key) : NULL;
  if (value == NULL) {
    value = Alloc(sizeof *value);
    *value = 0;
    ModuleTypeSetValue(key, counter, value);
  }
  *value += by;
  CloseKey(key);
  return ReplyWithLongLong(context, *value);
}

int RedisModule_OnLoad(Context *context, Text **words, int count) {
  (void)words, (void)count;
  int (*find)(const char *, void *) = ((int (**)(const char *, void *))context)[0];
#define NEEDED(name) if (find("RedisModule_" #name, (void *)&name) != ok) return failed
  NEEDED(SetModuleAttribs); NEEDED(CreateCommand); NEEDED(CreateDataType); NEEDED(Alloc); NEEDED(Free);
  NEEDED(OpenKey); NEEDED(CloseKey); NEEDED(ModuleTypeGetValue); NEEDED(ModuleTypeGetType);
  NEEDED(ModuleTypeSetValue); NEEDED(StringToLongLong); NEEDED(ReplyWithLongLong); NEEDED(ReplyWithError);
  NEEDED(WrongArity); NEEDED(SaveSigned); NEEDED(LoadSigned);
  Methods methods = {.version = 1, .load = load, .save = save, .memory = memory, .release = Free};
  SetModuleAttribs(context, "counter", 1, 1);
  counter = CreateDataType(context, "pcccountr", 0, &methods);
  return counter == NULL ? failed : CreateCommand(context, "counter.add", add, "write", 1, 1, 1);
}
