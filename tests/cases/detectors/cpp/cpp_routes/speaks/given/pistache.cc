#include <pistache/router.h>
void setup() { Routes::Delete(router, "/things/:id", Routes::bind(&Api::remove, this)); }
