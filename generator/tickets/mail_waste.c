#include "generator/tickets/mail_waste.h"

#include "common/arena.h"
#include "common/base64.h"
#include "common/buf.h"
#include "generator/charset.h"

#define LONGEST_NAME 256

/* One run of IMAP's UTF-7 behind '&': base64 with ',' for '/', of UTF-16. Without a byte it is '&'. */
static void add_run(struct buf *out, struct arena *arena, struct str run)
{
	char *text = arena_alloc(arena, run.n + 1);
	struct charset_faults faults = {0};
	struct str bytes;

	for (size_t i = 0; i < run.n; i++)
		text[i] = run.s[i] == ',' ? '/' : run.s[i];
	if (run.n == 0)
		buf_char(out, '&');
	else if (!base64_decode(str_n(text, run.n), arena, &bytes) ||
		 !charset_convert(STR("utf-16be"), bytes, out, &faults))
		buf_str(out, run);
}

static void decode(struct buf *out, struct arena *arena, struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		ptrdiff_t end = name.s[i] == '&' ? str_find_char(str_from(name, i), '-') : -1;

		if (end < 0) {
			buf_char(out, name.s[i]);
			continue;
		}
		add_run(out, arena, str_slice(name, i + 1, i + (size_t)end));
		i += (size_t)end;
	}
}

/* What mail programs call them: a row for each language, or for a few. */
static const char *const names[] = {
    /* English */
    "Trash|Deleted|Deleted Items|Deleted Messages|Bin|Drafts|Draft|Outbox|Unsent Messages|Junk|Junk Email|"
    "Junk E-mail|Spam|Bulk Mail|Templates",
    /* German */
    "Papierkorb|Entwürfe|Entwurf|Gelöschte Elemente|Gelöschte Objekte|Gelöscht|Postausgang|Werbung|Unerwünscht|"
    "Junk-E-Mail|Vorlagen",
    /* French */
    "Corbeille|Brouillons|Brouillon|Éléments supprimés|Messages supprimés|Indésirables|Courrier indésirable|"
    "Pourriel|Boîte d'envoi",
    /* Spanish */
    "Papelera|Borradores|Borrador|Elementos eliminados|Eliminados|Correo no deseado|Bandeja de salida|Plantillas",
    /* Italian */
    "Cestino|Bozze|Posta eliminata|Posta indesiderata|Posta in uscita",
    /* Portuguese */
    "Lixeira|Lixo|Rascunhos|Rascunho|Itens Excluídos|Itens eliminados|Lixo Eletrônico|Lixo Eletrónico|"
    "Caixa de saída",
    /* Dutch */
    "Prullenbak|Prullenmand|Concepten|Verwijderde items|Ongewenste e-mail",
    /* Polish, Czech, Slovak */
    "Kosz|Wersje robocze|Szkice|Robocze|Elementy usunięte|Wiadomości-śmieci|Koš|Koncepty|Rozepsané|"
    "Odstraněná pošta|Nevyžádaná pošta|Kôš|Rozpísané|Odstránená pošta",
    /* Swedish, Danish, Norwegian, Finnish */
    "Papperskorg|Papperskorgen|Utkast|Borttagna objekt|Skräppost|Papirkurv|Kladder|Slettet post|"
    "Slettede elementer|Uønsket mail|Uønsket e-post|Papirkurven|Søppelpost|Roskakori|Luonnokset|Poistetut|"
    "Roskaposti",
    /* Hungarian, Romanian, Turkish, Greek */
    "Kuka|Lomtár|Piszkozatok|Törölt elemek|Levélszemét|Coș de gunoi|Ciorne|Elemente șterse|Çöp Kutusu|Çöp|"
    "Taslaklar|Silinmiş Öğeler|Önemsiz E-posta|Gereksiz|Πρόχειρα|Κάδος απορριμμάτων|Διαγραμμένα|Ανεπιθύμητα",
    /* Russian, Ukrainian, Bulgarian */
    "Корзина|Черновики|Удалённые|Удаленные|Спам|Нежелательная почта|Кошик|Чернетки|Видалені|Небажана пошта|"
    "Чернови|Кошче|Изтрити",
    /* Japanese, Chinese, Korean */
    "ゴミ箱|下書き|迷惑メール|削除済みアイテム|草稿|草稿箱|已删除邮件|已删除|垃圾邮件|垃圾箱|刪除的郵件|垃圾郵件|"
    "휴지통|임시보관함|임시 보관함|스팸|스팸함|지운 편지함",
};

static bool is_listed(struct str name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str row = str_c(names[i]), one;

		while (str_split(&row, '|', &one))
			if (str_eq_nocase(name, one))
				return true;
	}
	return false;
}

bool mail_waste_is_name(struct str name)
{
	struct arena arena;
	struct buf decoded;
	bool found;

	if (name.n > LONGEST_NAME)
		return false;
	if (str_find_char(name, '&') < 0)
		return is_listed(name);
	arena_init(&arena);
	buf_init(&decoded, BUF_NO_LIMIT);
	decode(&decoded, &arena, name);
	found = is_listed(buf_view(&decoded));
	buf_release(&decoded);
	arena_release(&arena);
	return found;
}
