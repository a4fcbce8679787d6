#include <stdio.h>
#include <stdlib.h>

/* Stand-in for java.exe: prints each argument on a line of its own, and ends with the code of EXIT_WITH. */
int main(int argc, char **argv) {
  const char *code = getenv("EXIT_WITH");
  for (int i = 1; i < argc; i++) printf("[%s]\n", argv[i]);
  return code ? atoi(code) : 0;
}
