#include "generator/markdown_alerts.h"

/* The first ones have translated titles. */
#define TRANSLATED 7

static const struct alert alerts[] = {
    {"note", "note", "Note"},
    {"tip", "tip", "Tip"},
    {"important", "important", "Important"},
    {"warning", "warning", "Warning"},
    {"caution", "caution", "Caution"},
    {"info", "note", "Info"},
    {"danger", "caution", "Danger"},
    {"information", "note", "Info"},
    {"error", "caution", "Error"},
    {"hint", "tip", "Hint"},
    {"success", "tip", "Success"},
    {"check", "tip", "Success"},
    {"done", "tip", "Success"},
    {"attention", "warning", "Attention"},
    {"alert", "warning", "Attention"},
    {"abstract", "note", "Summary"},
    {"summary", "note", "Summary"},
    {"tldr", "note", "Summary"},
    {"todo", "note", "To do"},
    {"question", "note", "Question"},
    {"help", "note", "Question"},
    {"faq", "note", "Question"},
    {"failure", "caution", "Failure"},
    {"fail", "caution", "Failure"},
    {"missing", "caution", "Failure"},
    {"bug", "caution", "Bug"},
    {"example", "note", "Example"},
    {"quote", "note", "Quote"},
    {"cite", "note", "Quote"},
    {"seealso", "note", "See also"},
};

const struct alert *alerts_find(struct str name)
{
	name = str_trim(name);
	for (size_t i = 0; i < sizeof(alerts) / sizeof(*alerts); i++) {
		if (str_eq_nocase(name, str_c(alerts[i].name)))
			return &alerts[i];
	}
	return NULL;
}

/* "warning" of "alert-warning"; NULL: that is no alert. */
static const struct alert *named_by_class(struct str word)
{
	static const char *const around[] = {"alert-", "callout-", "admonition-"};

	for (size_t i = 0; i < sizeof(around) / sizeof(*around); i++)
		if (str_starts_nocase(word, str_c(around[i])))
			return alerts_find(str_from(word, strlen(around[i])));
	return alerts_find(word);
}

const char *alerts_look_of_classes(struct str classes, bool is_box)
{
	static const char *const kinds[] = {"admonition", "alert", "callout", NULL};
	static const char *const plain[] = {"note",    "tip",	 "hint", "important", "warning",
					    "caution", "danger", "info", NULL};
	const struct alert *named = NULL;
	bool is_alert = false;
	struct str word;

	while (str_split(&classes, ' ', &word)) {
		bool is_kind = str_is_any_nocase(word, kinds);

		is_alert = is_alert || is_kind || (is_box && str_is_any_nocase(word, plain));
		if (named == NULL && !is_kind)
			named = named_by_class(word);
	}
	if (!is_alert)
		return NULL;
	return named != NULL ? named->look : "note";
}

/* The titles of the first alerts, what is shown for a block without a title, and the way back. */
static const struct words {
	const char *lang, *titles[TRANSLATED], *details, *back;
} languages[] = {
    {"de", {"Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Info", "Gefahr"}, "Einzelheiten", "Zurück zum Text"},
    {"fr",
     {"Remarque", "Astuce", "Important", "Avertissement", "Attention", "Info", "Danger"},
     "Détails",
     "Retour au texte"},
    {"es",
     {"Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Información", "Peligro"},
     "Detalles",
     "Volver al texto"},
    {"pt", {"Nota", "Dica", "Importante", "Aviso", "Cuidado", "Informação", "Perigo"}, "Detalhes", "Voltar ao texto"},
    {"it",
     {"Nota", "Suggerimento", "Importante", "Avviso", "Attenzione", "Info", "Pericolo"},
     "Dettagli",
     "Torna al testo"},
    {"nl",
     {"Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Info", "Gevaar"},
     "Details",
     "Terug naar de tekst"},
    {"pl",
     {"Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Przestroga", "Informacja", "Niebezpieczeństwo"},
     "Szczegóły",
     "Powrót do tekstu"},
    {"sv", {"Obs!", "Tips", "Viktigt", "Varning", "Försiktighet", "Info", "Fara"}, "Detaljer", "Tillbaka till texten"},
    {"tr", {"Not", "İpucu", "Önemli", "Uyarı", "Dikkat", "Bilgi", "Tehlike"}, "Ayrıntılar", "Metne dön"},
    {"ru",
     {"Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Информация", "Опасно"},
     "Подробности",
     "Назад к тексту"},
    {"ja", {"メモ", "ヒント", "重要", "警告", "注意", "情報", "危険"}, "詳細", "本文に戻る"},
    {"zh", {"注意", "提示", "重要", "警告", "小心", "信息", "危险"}, "详情", "返回正文"},
    {"ko", {"참고", "팁", "중요", "경고", "주의", "정보", "위험"}, "자세히", "본문으로 돌아가기"},
    {"ar", {"ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "معلومات", "خطر"}, "التفاصيل", "العودة إلى النص"},
};

/* By the primary language tag. */
static const struct words *find_words(struct str lang)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++) {
		struct str code = str_c(languages[i].lang);

		if (str_starts_nocase(lang, code) && (lang.n == code.n || !str_is_alpha(lang.s[code.n])))
			return &languages[i];
	}
	return NULL;
}

struct str alerts_title(const struct alert *alert, struct str lang)
{
	const struct words *words = find_words(lang);

	if (words == NULL)
		return str_c(alert->title);
	for (size_t i = 0; i < TRANSLATED; i++) {
		if (strcmp(alert->title, alerts[i].title) == 0)
			return str_c(words->titles[i]);
	}
	return str_c(alert->title);
}

struct str alerts_details(struct str lang)
{
	const struct words *words = find_words(lang);

	return words != NULL ? str_c(words->details) : STR("Details");
}

struct str alerts_back_to_text(struct str lang)
{
	const struct words *words = find_words(lang);

	return words != NULL ? str_c(words->back) : STR("Back to the text");
}
