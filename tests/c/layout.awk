# Reads silvervine.h and writes a C program that prints the size of each structure and the place of
# each of its fields.
BEGIN { print "#include <silvervine.h>\n#include <stdio.h>\nint main(void) {" }
/^typedef struct \{/ { inside = 1; count = 0; next }
inside && /^} / {
  name = $2; sub(/;$/, "", name)
  printf "  printf(\"%s %%zu\\n\", sizeof(%s));\n", name, name
  for (n = 0; n < count; n++)
    printf "  printf(\"  %s %%zu\\n\", offsetof(%s, %s));\n", field[n], name, field[n]
  inside = 0
}
inside && /^ +[a-zA-Z].*;$/ {
  part = $NF; sub(/;$/, "", part); sub(/\[.*/, "", part); sub(/^\*+/, "", part)
  field[count++] = part
}
END { print "  return 0;\n}" }
