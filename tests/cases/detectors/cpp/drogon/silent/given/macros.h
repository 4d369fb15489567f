#define PATH_ADD(path, ...) registerSelf__(path, {__VA_ARGS__})
