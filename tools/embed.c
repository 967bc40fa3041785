/*
 * embed: writes the files of a folder as C source, so that the default theme is
 * part of the program:
 *
 *     embed theme base.html partials/nav.html … > theme_files.c
 *
 * A build tool: unlike the rest it prints and exits.
 */
#include <stdio.h>
#include <stdlib.h>

/* The bytes of one file as `static const char file_<number>[]`. */
static int put_file(const char *folder, const char *name, int number)
{
	char path[4096];
	FILE *file;
	int column = 0;

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path) ||
	    (file = fopen(path, "rb")) == NULL) {
		perror(name);
		return -1;
	}
	printf("static const unsigned char file_%d[] = {", number);
	for (int c; (c = getc(file)) != EOF; column++)
		printf("%s%d,", column % 24 == 0 ? "\n\t" : "", c);
	printf("\n\t0};\n");
	return ferror(file) | fclose(file);
}

int main(int argc, char **argv)
{
	printf("/* Made by tools/embed.c from theme/. */\n#include \"generator/theme.h\"\n\n");
	for (int i = 2; i < argc; i++)
		if (put_file(argv[1], argv[i], i) != 0)
			return EXIT_FAILURE;
	printf("\nconst struct theme_builtin theme_builtin[] = {\n");
	for (int i = 2; i < argc; i++)
		printf("\t{\"%s\", file_%d, sizeof(file_%d) - 1},\n", argv[i], i, i);
	printf("};\nconst size_t theme_builtin_n = sizeof(theme_builtin) / sizeof(theme_builtin[0]);\n");
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
