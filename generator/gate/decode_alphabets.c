#include "generator/gate/decode_alphabets.h"

enum { LETTERS = 26, WORDS_MOST = 512, LONGEST = 12 };

/* Small letters without marks, sorted in no way. */
static const char pilots[] = "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima "
			     "mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray "
			     "yankee zulu";
/* Of the British and American armies and police of old: words of every text are left out. */
static const char english[] = "adam baker boy david edward frank george henry king lincoln mary nora oboe peter queen "
			      "robert roger sugar uncle william yoke young zebra";
static const char german[] = "anton aerger berta casar caesar dora emil friedrich gustav heinrich ida julius konrad "
			     "kaufmann ludwig martha nordpol otto okonom paula quelle richard samuel siegfried "
			     "theodor ulrich ubermut viktor wilhelm xanthippe xaver ypsilon zacharias zeppelin zurich "
			     "anna cacilia daniel jakob kaiser leopold marie niklaus peter rosa sophie yverdon "
			     "siegmund osterreich schule charlotte eszett";
static const char german_towns[] = "aachen berlin chemnitz cottbus dusseldorf essen frankfurt goslar hamburg ingelheim "
				   "jena koln leipzig munchen nurnberg offenbach potsdam quickborn rostock salzwedel "
				   "tubingen unna volklingen wuppertal xanten zwickau";
static const char italian[] = "ancona bari bologna como domodossola empoli firenze genova imola jolly kursaal livorno "
			      "milano napoli otranto padova palermo quarto roma savona salerno sassari torino taranto "
			      "udine venezia verona washington xeres xilofono york yacht zara zurigo";
static const char french[] = "anatole berthe celestin desire eugene emile francois gaston henri irma joseph kleber "
			     "louis marcel nicolas pierre quintal raoul suzanne therese ursule william xavier yvonne "
			     "zoe";
static const char spanish[] = "antonio barcelona burgos carmen caceres dolores domingo enrique espana francia "
			      "federico gerona granada historia huelva ines italia jaen jose jaime kiosco lorenzo "
			      "lisboa llobregat madrid malaga maria navarra nono nandu oviedo orense paris pamplona "
			      "querido queso ramon sabado sevilla sofia tarragona toledo teruel ulises uruguay "
			      "valencia victoria xiquena yegua yate zaragoza zamora";
static const char dutch[] = "bernard bernhard cornelis dirk eduard ferdinand gerard hendrik izaak johan karel lodewijk "
			    "leo maria nico pieter quotient quirinus rudolf simon teunis utrecht willem xantippe";
static const char portuguese[] = "aveiro braganca coimbra dafundo evora faro guarda horta kodak nazare ovar porto "
				 "queluz rossio setubal tavira unidade vidago waldemar zulmira";
static const char polish[] = "barbara celina dorota ewa franciszek grazyna henryk irena jadwiga karol leon natalia "
			     "olga pawel roman stanislaw tadeusz urszula waclaw xawery ypsylon zygmunt";
static const char nordic[] = "bertil cesar cecilie erik filip frederik georg hans helge ivar kalle karen ludvig "
			     "martin mari niklas nikolaj olof odin petter quintus qvintus rasmus rudolf sigurd soren "
			     "tore urban ulla viggo xerxes yngve yrsa zackarias zata ake arlig osten";
static const char *const alphabets[] = {pilots,	 english, german,     german_towns, italian, french,
					spanish, dutch,	  portuguese, polish,	    nordic};

/* Filled once in a process. */
static struct table {
	struct str words[WORDS_MOST]; /* one behind the other, by their first letter */
	uint16_t begin[LETTERS + 1];
	uint16_t lengths[LETTERS][32]; /* of words, by their first two letters, modulo 32 */
	bool is_ready;
} table;

static void fill(void)
{
	size_t n = 0;

	table.is_ready = true;
	for (unsigned letter = 0; letter < LETTERS; letter++) {
		table.begin[letter] = (uint16_t)n;
		for (size_t i = 0; i < sizeof(alphabets) / sizeof(*alphabets); i++) {
			struct str rest = str_c(alphabets[i]), word;

			while (str_split(&rest, ' ', &word)) {
				if ((unsigned)(word.s[0] - 'a') != letter || n == WORDS_MOST)
					continue;
				table.words[n++] = word;
				table.lengths[letter][word.s[1] & 31] |= (uint16_t)(1u << word.n);
			}
		}
	}
	table.begin[LETTERS] = (uint16_t)n;
}

/* A letter of Latin-1 without its mark, of the second byte in UTF-8; and the same of what is smaller. */
static char unmarked(unsigned char lead, unsigned char next)
{
	static const char letters[] = "aaaaaaaceeeeiiiidnooooo.ouuuuy..aaaaaaaceeeeiiiidnooooo.ouuuuy.y";

	if (lead == 0xC3 && next >= 0x80 && next < 0xC0)
		return letters[next - 0x80];
	if (lead == 0xC5 && (next == 0x81 || next == 0x82)) /* Ł */
		return 'l';
	return lead == 0xC5 && next >= 0xB9 && next <= 0xBE ? 'z' : '.';
}

static struct str unmark(struct str word, char *to)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n && n < LONGEST; i++) {
		unsigned char c = (unsigned char)word.s[i];

		if (c >= 0xC0 && i + 1 < word.n)
			to[n++] = unmarked(c, (unsigned char)word.s[++i]);
		else
			to[n++] = str_lower_char(word.s[i]);
	}
	return str_n(to, n);
}

bool decode_may_spell(struct str word)
{
	unsigned char first, second;
	unsigned lengths;

	if (!table.is_ready)
		fill();
	if (word.n < 3 || word.n > LONGEST + 2)
		return false;
	first = (unsigned char)str_lower_char(word.s[0]);
	second = (unsigned char)word.s[1];
	if (first < 'a' || first > 'z' || second >= 0x80)
		return (first == 0xC3 || second == 0xC3) && word.n > 3;
	lengths = table.lengths[first - 'a'][second & 31];
	/* letters with marks have two bytes */
	return ((lengths | lengths << 1 | lengths << 2) >> word.n & 1) != 0;
}

const char *decode_letters_spelled(struct str word)
{
	static const char letters[LETTERS][2] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
						 "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};
	char text[LONGEST];
	struct str plain;
	unsigned first;

	if (!decode_may_spell(word) || word.n > LONGEST + 2)
		return NULL;
	plain = unmark(word, text);
	if (plain.n == 0)
		return NULL;
	first = (unsigned)(plain.s[0] - 'a');
	if (str_eq(plain, STR("schule")))
		return "sch";
	if (str_eq(plain, STR("charlotte")))
		return "ch";
	if (str_eq(plain, STR("eszett")))
		return "ss";
	for (size_t i = first < LETTERS ? table.begin[first] : 0; first < LETTERS && i < table.begin[first + 1]; i++)
		if (str_eq(table.words[i], plain))
			return letters[first];
	return NULL;
}
