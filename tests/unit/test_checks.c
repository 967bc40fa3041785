/*
 * checks: numbers that are right, from what the authorities and python-stdnum give for examples, and such that differ
 * by a digit. None is anybody's.
 */
#include "tests/unit/unit.h"

#include "common/privacy/checks.h"

static void numbers_of_countries_are_known(void **state)
{
	static const struct {
		const char *number, *name;
	} numbers[] = {
	    {"44051401359", "pesel"},	 {"295109912611193", "fr-nir"}, {"7569217076985", "ch-ahv"},
	    {"9710131019902", "kr-rrn"}, {"7503309044085", "za-id"},	{"1234545678781", "th-id"},
	    {"234123412346", "aadhaar"}, {"10000000146", "tr-id"},	{"39053344705", "br-cpf"},
	    {"85073003328", "be-id"},	 {"36574261809", "de-tax"},	{"83914571673", "au-abn"},
	    {"1234563218", "nip"},	 {"9434765919", "nhs"},		{"8803200016", "se-id"},
	    {"12345678512347", "regon"}, {"123456785", "regon"},	{"123456782", "ca-sin"},
	    {"111222333", "nl-bsn"},	 {"111000025", "aba"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		const char *name = check_national(str_c(numbers[i].number));

		if (name == NULL || strcmp(name, numbers[i].name) != 0)
			fail_msg("%s: %s instead of %s", numbers[i].number, name != NULL ? name : "nothing",
				 numbers[i].name);
	}
}

/* Lengths with one rule alone, that sees every digit. */
static void a_digit_that_is_wrong_is_noticed(void **state)
{
	static const char *const numbers[] = {"295109912611193", "234123412346"};
	char copy[20];

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		size_t n = strlen(numbers[i]);

		for (size_t at = 0; at < n; at++) {
			unsigned taken = 0;

			memcpy(copy, numbers[i], n);
			for (char digit = '0'; digit <= '9'; digit++) {
				copy[at] = digit;
				taken += check_national(str_n(copy, n)) != NULL;
			}
			assert_int_equal(taken, 1);
		}
	}
}

static void what_is_no_number_of_a_country(void **state)
{
	static const char *const numbers[] = {"",	    "12345678",		"000000000",	"11111111111",
					      "5555555555", "1234567890123456", "234123412347", "295109912611194"};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		assert_null(check_national(str_c(numbers[i])));
}

static void numbers_with_letters_are_known(void **state)
{
	static const struct {
		const char *number, *name;
	} numbers[] = {
	    {"54362315K", "es-nif"},
	    {"54362315A", NULL},
	    {"X2482300W", "es-nie"},
	    {"X2482300A", NULL},
	    {"ACUPA7085R", "in-pan"},
	    {"RCCMNL83S18D969H", "it-cf"},
	    {"RCCMNL83S18D969A", NULL},
	    {"ABA300000", "pl-dowod"},
	    {"ABA300001", NULL},
	    {"AB123456C", "uk-nino"},
	    {"QQ123456C", NULL},
	    {"AO123456C", NULL},
	    {"AB123456E", NULL},
	    {"131052-308T", "fi-hetu"},
	    {"131052-308U", NULL},
	    {"131052A308T", "fi-hetu"},
	    {"27AAPFU0939F1ZV", "in-gstin"},
	    {"27AAPFU0939F1YV", NULL},
	    {"AB12345C", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		const char *name = check_national_mixed(str_c(numbers[i].number));

		if ((name == NULL) != (numbers[i].name == NULL) || (name != NULL && strcmp(name, numbers[i].name) != 0))
			fail_msg("%s: %s instead of %s", numbers[i].number, name != NULL ? name : "nothing",
				 numbers[i].name != NULL ? numbers[i].name : "nothing");
	}
}

static void cards_and_accounts(void **state)
{
	(void)state;
	assert_true(check_card(STR("4111111111111111")));
	assert_true(check_card(STR("378282246310005")));
	assert_true(check_card(STR("2223003122003222")));
	assert_false(check_card(STR("4111111111111112")));
	assert_false(check_card(STR("1111111111111117"))); /* of nobody who gives out cards */
	assert_false(check_card(STR("41111111111")));
	assert_true(check_iban(STR("DE89370400440532013000")));
	assert_true(check_iban(STR("NO9386011117947")));
	assert_false(check_iban(STR("DE89370400440532013001")));
	assert_false(check_iban(STR("DE8937040044053201300")));
	assert_int_equal(check_iban_length(STR("MT")), 31);
	assert_int_equal(check_iban_length(STR("ZZ")), 0);
	assert_int_equal(check_iban_length(STR("D")), 0);
}

static void social_security_vehicles_addresses_and_telephones(void **state)
{
	uint8_t bytes[4];

	(void)state;
	assert_true(check_ssn(STR("219099999")));
	assert_false(check_ssn(STR("000099999")));
	assert_false(check_ssn(STR("666099999")));
	assert_false(check_ssn(STR("219009999")));
	assert_false(check_ssn(STR("219090000")));
	assert_false(check_ssn(STR("21909999")));
	assert_true(check_vin(STR("1M8GDM9AXKP042788")));
	assert_false(check_vin(STR("1M8GDM9A1KP042788")));
	assert_false(check_vin(STR("11111111111111111"))); /* its digit is right, but no letter */
	assert_false(check_vin(STR("1M8GDM9AXKPO42788")));
	assert_false(check_vin(STR("1M8GDM9AXKP04278")));
	assert_true(check_ipv4(STR("192.0.2.255"), bytes));
	assert_int_equal(bytes[0], 192);
	assert_int_equal(bytes[3], 255);
	assert_false(check_ipv4(STR("192.0.2.256"), bytes));
	assert_false(check_ipv4(STR("192.0.2"), bytes));
	assert_false(check_ipv4(STR("192.0.2.1.1"), bytes));
	assert_false(check_ipv4(STR("192.0..1"), bytes));
	assert_false(check_ipv4(STR("192.0.2.x"), bytes));
	assert_int_equal(check_calling_code(STR("12025550100")), 1);
	assert_int_equal(check_calling_code(STR("4930901820")), 2);
	assert_int_equal(check_calling_code(STR("3531234567")), 3);
	assert_int_equal(check_calling_code(STR("0493090182")), 0);
	assert_int_equal(check_calling_code(STR("49")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_of_countries_are_known),
	    cmocka_unit_test(a_digit_that_is_wrong_is_noticed),
	    cmocka_unit_test(what_is_no_number_of_a_country),
	    cmocka_unit_test(numbers_with_letters_are_known),
	    cmocka_unit_test(cards_and_accounts),
	    cmocka_unit_test(social_security_vehicles_addresses_and_telephones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
