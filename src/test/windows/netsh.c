#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/*
 * Stand-in for netsh and fltmc. Keeps rules in rules.txt, one "NAME TAB COMMAND" a line, and appends each
 * call to calls.log. FAIL_AT=N fails the Nth call, FAIL_FROM=N that one and all after it. As with the real
 * one, delete and show end with 1 when no rule has the name.
 */

#define NAME_SIZE 200
#define LINE_SIZE 8191

static int failed(int call) {
  const char *at = getenv("FAIL_AT"), *from = getenv("FAIL_FROM");
  return (at && atoi(at) == call) || (from && atoi(from) <= call);
}

static int calls_before(void) {
  int count = 0, c;
  FILE *log = fopen("calls.log", "rb");
  while (log && (c = fgetc(log)) != EOF) count += c == '\n';
  if (log) fclose(log);
  return count;
}

static int name_of(const char *line, char *name) {
  const char *at = strstr(line, " name=");
  int length = 0;
  if (!at) return 0;
  for (at += strlen(" name="); at[length] && at[length] != ' ' && length < NAME_SIZE - 1; length++)
    name[length] = at[length];
  name[length] = 0;
  return length > 0;
}

/* Writes all rules but those of a name to rules.new, and returns how many have it. */
static int set_apart(const char *name) {
  char rule[LINE_SIZE + NAME_SIZE + 3], have[NAME_SIZE];
  int count = 0;
  FILE *others = fopen("rules.new", "wb"), *rules = fopen("rules.txt", "rb");
  while (rules && fgets(rule, sizeof rule, rules)) {
    sscanf(rule, "%199[^\t]", have);
    if (strcmp(have, name) == 0) count++;
    else fputs(rule, others);
  }
  if (rules) fclose(rules);
  fclose(others);
  return count;
}

int main(void) {
  const char *line = GetCommandLineA();
  char name[NAME_SIZE];
  int call = calls_before() + 1, count;
  FILE *file = fopen("calls.log", "ab");
  fprintf(file, "%s\n", line);
  fclose(file);
  if (failed(call)) {
    printf("The requested operation requires elevation.\n");
    return 1;
  }
  if (strlen(line) > LINE_SIZE) {
    printf("The input line is too long.\n");
    return 1;
  }
  if (strstr(line, "fltmc")) return 0;
  if (!strstr(line, "advfirewall firewall ") || !name_of(line, name)) {
    printf("Usage\n");
    return 1;
  }
  if (strstr(line, " add rule ")) {
    if (!strstr(line, " dir=") || !strstr(line, " action=")) {
      printf("A required parameter is missing.\n");
      return 1;
    }
    file = fopen("rules.txt", "ab");
    fprintf(file, "%s\t%s\n", name, line);
    fclose(file);
    printf("Ok.\n\n");
    return 0;
  }
  count = set_apart(name);
  if (strstr(line, " delete rule ")) {
    remove("rules.txt");
    rename("rules.new", "rules.txt");
  } else {
    remove("rules.new");
  }
  if (count == 0) {
    printf("\nNo rules match the specified criteria.\n\n");
    return 1;
  }
  printf("%d rule(s).\nOk.\n\n", count);
  return 0;
}
