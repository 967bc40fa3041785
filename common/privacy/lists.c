/* Words that the heuristics weigh: written for Weir, folded as shadows are. */
#include "common/privacy/scan.h"

/* the commas are where they belong: NOLINTBEGIN(bugprone-suspicious-missing-comma) */
static const char *const common[] = {
    "a about above access account across act action active actually add added after again against age ago agree all ",
    "allow ",
    "aah ahh ahhh alltogether alright anyways argh atm bah basicly blah congrat congrats doh duh everebody everybody ",
    "fcol finaly folks gang geeze geez gotcha haha hehe heh hihi hm hmm huh imho imo lol meh nope ofc oops ouch phew ",
    "setup setups stdout stderr stdin daemon daemons unicode url urls uri uris faqs msg stats dpi backend backends ",
    "readme guis ",
    "alot byebye byee cheerio cheerz cya laters plz pls seeya thnx tnx ttfn ttyl ",
    "slds tanx thanx ugh um umm ummm whoops woohoo wow yay yea yeah yep yup colleagues colleages btw fwiw afaik hth ",
    "iirc fyi asap rofl nas ",
    "almost along already also although always am among an and angel another answer any anyone anything app apple ",
    "apply april ",
    "are area argue around art as ask asked at august autumn available away baby back bad baker ball bank banks bar ",
    "base basic ",
    "bay be bear because become been before begin being bell below best better between big bill bird bishop bit black ",
    "blue ",
    "board body bond book both box boy branch bread bring brook brooks brown build burn bush business but butler buy ",
    "by call ",
    "called came can cannot car card care carpenter case cash cat cause change chance chase check child church city ",
    "clay clear ",
    "click close code cole cold color come company contact cook cool copy could country course cover craft cross cup ",
    "current ",
    "customer cut dad daily dale data date day days dead deal dean dear deep default delete desk did different do "
    "does ",
    "dog ",
    "done door down drive drop duke during each early easy edit eight either else email empty end english enough "
    "enter ",
    "error ",
    "even ever every everyone everything example faith false fan far farmer fast father favor feel few field file "
    "fill ",
    "finally find fine first fisher fix flash flower folder following food for ford forest form forward found fox ",
    "frank free ",
    "french friday friend from front full game gardener gave general get gift girl give glass go god gold gone good ",
    "got grace ",
    "grant gray great green ground group guy had hall hand handle happy hard has hat have having he head hear heart ",
    "hello help ",
    "her here hi high hill him his hold holly home hope hot hour house how however hunter i ice idea if image ",
    "important in ",
    "info inside install instead into is island issue it item its ivy jack jade january job join joy july june just ",
    "keep key ",
    "kind king knight know lake land lane large last late later law lead learn least leave left less let level life ",
    "light like ",
    "line link list little live load local log long look lot love low machine made mail main make man manual many ",
    "march mark ",
    "mason master matter max may maybe me mean means meet member menu message middle might mile mill miller mind mine ",
    "minute ",
    "miss mode model monday money month moon more morning most mother move much must my name near need never new news ",
    "next ",
    "nice night nine no noble none noon north not note nothing novel now number of off office often ok old olive on ",
    "once one ",
    "online only open option or order other our out over own owner page paper parent park parker part past path pay ",
    "pearl ",
    "pen people perhaps person phone pick piece pin place plan plant play please point poor pope port post potter ",
    "power ",
    "present press price print problem process product program project put queen question quick rain ran rather ray ",
    "read ",
    "ready real reason red reed reply report request rest result rice rich right ring river road robin rock role room ",
    "root ",
    "rose round row ruby rule run said same sample sandy save saw say school screen script search second see seem "
    "self ",
    "send ",
    "sent server service set seven several shall she shop short should show side sign silver simple since single sir ",
    "site ",
    "six small smith so some someone something son song soon sorry source south space speak spring stable stack star ",
    "start ",
    "state step stephen still stone stop store street strong such sue summer sun sunday support sure system table tag ",
    "take ",
    "taken talk taylor team tell ten test text than thank thanks that the their them then there these they thing "
    "think ",
    "this ",
    "those though thought three through thus time to today together told tom tomorrow too took top total touch town ",
    "trade ",
    "tree tried true try tuesday turn turner two type under until up update upon us use used user using value van "
    "very ",
    "via victor view violet visit wait walk walker wall want ward warm was watch water way we weaver web week well ",
    "went were ",
    "west what when where whether which while white who whole why wide will win wind winter wise with within without ",
    "wolf ",
    "wood woods word words work working works world would wrong year yes yesterday yet york you young your zero der ",
    "die das ",
    "und ist nicht ich sie wir ihr es ein eine mit von zu auf fur den dem im des bei aus nach bitte danke wie was "
    "wenn ",
    "aber ",
    "oder auch nur noch kann haben hat sind wird werden wurde uber le la les un une des et est pas je vous nous il ",
    "elle que ",
    "qui dans pour sur avec ce cette mais ou si plus tout bien el los las uno del y es no se por con para su al como ",
    "mas pero ",
    "esta este si ya todo muy gracias i w na z do nie to jest sie ze o po od za jak tak czy dla przez prosze het een ",
    "niet van ",
    "op te voor dat zijn met maar om aan ook als naar ci sono che non di da per il lo gli uno delle alla",
    NULL};

static const char *const never[] = {
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sep ",
    "sept ",
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag ",
    "mittwoch ",
    "donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember lundi mardi mercredi jeudi ",
    "vendredi ",
    "samedi dimanche windows linux mac macos ios android google microsoft apple amazon aws azure github gitlab ",
    "facebook twitter ",
    "instagram whatsapp youtube linkedin paypal stripe visa mastercard amex java javascript python ruby perl php rust ",
    "swift ",
    "kotlin typescript node docker kubernetes jenkins maven gradle octave atlas apache nginx mysql mariadb postgres "
    "postgresql ",
    "sqlite mongodb ",
    "redis oracle sap salesforce zendesk hubspot slack teams zoom skype outlook exchange gmail yahoo hotmail firefox ",
    "chrome ",
    "safari edge opera ubuntu debian fedora redhat centos suse arch gentoo bash powershell shell excel word "
    "powerpoint ",
    "office ",
    "sharepoint onedrive dropbox adobe photoshop intel amd nvidia samsung sony nokia huawei lenovo dell hp ibm cisco ",
    "arduino raspberry pi magento shopify wordpress drupal joomla react angular vue django flask rails spring tomcat ",
    "lucene ",
    "solr elasticsearch opensearch kafka spark hadoop terraform ansible puppet chef vagrant jira confluence trello ",
    "notion ",
    "covid covid19 internet web api http https html css json xml yaml csv pdf sql url uri ip tcp udp dns ssl tls ssh "
    "ftp smtp imap ",
    "cpu gpu ram ",
    "usb hdmi wifi bluetooth lan vpn nat dhcp unix gnu posix bios uefi english german french spanish italian polish ",
    "dutch ",
    "portuguese russian chinese japanese korean arabic turkish greek swedish danish norwegian finnish czech america ",
    "american ",
    "europe european germany france spain italy poland netherlands portugal russia china japan korea india brazil ",
    "canada ",
    "australia mexico england britain uk usa us eu ireland lanka scotland wales austria switzerland belgium sweden "
    "denmark ",
    "norway ", "afghanistan albania algeria argentina armenia bangladesh belarus bolivia bulgaria cambodia cameroon ",
    "chile colombia croatia cyprus ecuador estonia ethiopia ghana guatemala honduras hungary iceland ",
    "indonesia iran iraq kazakhstan kuwait laos latvia lebanon libya lithuania luxembourg malaysia malta ",
    "moldova mongolia morocco nepal nicaragua nigeria pakistan panama paraguay peru philippines qatar ",
    "romania rwanda senegal serbia singapore slovakia slovenia somalia sudan syria taiwan tanzania ",
    "thailand tunisia uganda uruguay venezuela vietnam yemen zambia zimbabwe catalonia bavaria siberia ",
    "ontario quebec manitoba tasmania queensland california oregon utah colorado kansas maryland ",
    "delaware minnesota wisconsin michigan nebraska oklahoma massachusetts connecticut pennsylvania ",
    "kentucky arkansas mississippi illinois wyoming idaho hawaii british indian canadian australian ",
    "mexican brazilian scottish austrian hungarian romanian bulgarian ukrainian israeli persian ",
    "vietnamese belgian argentinian colombian indonesian malaysian pakistani egyptian nigerian african ",
    "asian croatian serbian slovak slovenian latvian lithuanian estonian icelandic saudi ",
    "finland greece turkey israel egypt ukraine london paris berlin madrid rome warsaw vienna york washington boston ",
    "chicago ",
    "tokyo beijing moscow dublin amsterdam brussels zurich munich hamburg inc corp ltd gmbh llc co ag sa company ",
    "community ",
    "foundation university institute department ministry government congress parliament note warning tip important ",
    "caution ",
    "todo fixme ok fyi asap ps re fw fwd aw wg subject date from to cc bcc sent message original reply regards best ",
    "kind thanks ",
    "thank cheers greetings sincerely dear hello hi hey hallo bonjour hola ciao all everyone everybody team folks "
    "guys ",
    "friends ",
    "support customer customers admin administrator user users manager engineer developer director ceo cto sales ",
    "service desk ",
    "help helpdesk centre center sir madam mister maam please bitte yours faithfully cordialement saludos viele "
    "grusse ",
    "gruss ",
    "freundlichen freundliche mit herzliche liebe lieber sehr geehrte geehrter damen herren szanowni panstwo ",
    "pozdrawiam ",
    "god jesus christmas easter true false null none yes no okay welcome version release server client default ",
    "settings ",
    "error errors exception system string int boolean object class function method type get set new list array file ",
    "folder ",
    "directory path name value key data index table column row page site link button menu option command parameter ",
    "module ",
    "package library framework plugin extension theme template project repository branch commit pull request issue "
    "bug ",
    "fix ",
    "feature update install config configuration guide tutorial documentation reference example examples introduction ",
    "overview figure chapter section appendix step steps question answer problem solution anybody anyone again there ",
    "requester assignee tracker unsubscribe behalf attachments attachment hmm hm hmmm umm um argh aha btw fwiw imho "
    "imo "
    "afaik iirc ",
    "yep yup nope yeah oops wow hehe heh lol ugh err hrm gosh ack nack thx tia anyways hopefully unfortunately "
    "website websites dataset datasets filename filenames browser workaround toolchain repo repos sudo distro backend "
    "frontend hostname timestamp screenshot phd tel fax etc dept distros plugins hotfix rollout signup timeout "
    "timeouts "
    "config configs admins "
    "nyquist wilcoxon kolmogorov bonferroni cholesky mersenne fibonacci levenshtein macs "
    "circleci appveyor codecov coveralls redmine mantis bugzilla trac cordova phonegap ionic electron webpack "
    "babel ",
    "grunt gulp bower npm yarn composer symfony laravel magento prestashop typo3 moodle nextcloud owncloud seafile "
    "thunderbird mozilla netscape opera vivaldi eclipse netbeans intellij xcode emacs vim nano sublime atom airbrake "
    "sentry rollbar newrelic datadog grafana prometheus nagios zabbix icinga munin collectd solaris aix freebsd "
    "openbsd "
    "netbsd slackware mandriva mandrake knoppix kde gnome xfce unity mint fedora kubuntu xubuntu cygwin mingw vmware "
    "virtualbox qemu xen citrix hyper samba cups bind sendmail postfix exim dovecot qmail procmail spamassassin "
    "clamav mailman pine mutt eudora lotus groupwise zimbra kolab horde roundcube squirrelmail asterisk squid varnish "
    "haproxy memcached rabbitmq celery hibernate struts jboss wildfly glassfish weblogic websphere firebird informix "
    "sybase db2 access filemaker acrobat flash flex silverlight quicktime vlc winamp itunes skype icq jabber pidgin ",
    "zusammen allerseits miteinander kollegen kolleginnen tous toutes todos todas tutti wszystkim allemaal jag "
    "cliente clienti clientes client clients kunde kunden kundin klient klienci klantenservice klant ",
    "wayland heaven salina orion texas princess royal cli gui ide sdk api uuid guid "
    "sirs assistenza pessoal equipe equipo soporte suporte galera folks "
    "questions urzad sad sadu biuro dzial spolka umowa data numer ulica miasto adres strona pole zalacznik rejestr",
    /* countries */
    "afghanistan andorra angola azerbaijan bahrain bangladesh barbados benin bhutan bosnia botswana brunei burundi ",
    "cambodia cameroon comoros congo czechia djibouti eritrea eswatini fiji gabon gambia greenland guyana haiti ",
    "honduras iran iraq jamaica kazakhstan kosovo kyrgyzstan laos lesotho libya liechtenstein madagascar malawi ",
    "maldives mauritania mauritius moldova mongolia mozambique myanmar namibia nicaragua niger palestine samoa ",
    "seychelles somalia sudan suriname syria tajikistan togo turkmenistan uzbekistan vanuatu yemen dubai frankreich ",
    "italien spanien polen schweden norwegen niederlande belgien danemark finnland griechenland turkei ungarn ",
    "tschechien allemagne espagne italie autriche pologne portogallo germania spagna svizzera belgio polonia ",
    "alemania suiza belgica noruega suecia dinamarca ", NULL};

static const char *const first[] = {
    "aaron abdul abigail adam adele adrian adriana agata agnes agnieszka ahmed aidan aisha ",
    "akira alan alana albert alberto aleks ",
    "aleksander aleksandra alessandro alex alexander alexandra alexis alfred alfredo ali alice ",
    "alicia alina alison allan allen ",
    "allison alma alicja amanda amber amelia amina amir amy ana anastasia anders andre andrea ",
    "andreas andrei andres andrew ",
    "andrzej angela angelica anita anja anjali ann anna anne annette annie anthony antoine ",
    "anton antonia antonio april archie ",
    "ariana arjun arlene arnaud arnold arthur arturo artur asha ashley astrid audrey aurora ",
    "austin ava axel barbara barry ",
    "bartek bartosz beata beatrice beatriz becky ben benedikt benjamin bernadette bernard ",
    "bernd bernhard bernice bertha beth ",
    "betty beverly bianca birgit bjorn blake bob bobby bogdan boris brad bradley brandon ",
    "brenda brent brett brian bridget bruce ",
    "bruno bryan caitlin calvin cameron camila camille candice cara carl carla carlos carmen ",
    "carol carole carolina caroline ",
    "carolyn carrie casey cassandra catherine cathy cecilia cecile cedric celia celine chad ",
    "chantal charles charlie charlotte ",
    "chelsea cheryl chloe chris christa christian christiane christina christine christoph ",
    "christopher cindy claire clara ",
    "clarence claude claudia clement clifford clive colin colleen connie connor conor ",
    "constance corey courtney craig cristina ",
    "crystal curtis cynthia cyril czeslaw daisy dan dana daniel daniela danielle danny danuta ",
    "darius dariusz darren daryl dave ",
    "david dawid dawn debbie deborah debra declan deepak denis denise dennis derek desmond ",
    "diana diane dick diego dieter dimitri ",
    "dirk dmitri dmitry dolores dominic dominik dominique don donald donna dora dorota doris ",
    "dorothy doug douglas duncan dustin ",
    "dwayne dylan earl ebony ed eddie edgar edith edmund eduardo edward edwin eileen elaine ",
    "eleanor elena eli elias elijah ",
    "elisa elisabeth elise elizabeth ella ellen elliot elliott elmer elsa elsie elvira ",
    "elzbieta emil emilia emilie emily emma ",
    "emmanuel enrique eric erica erich erik erika erin ernest ernst esther ethan etienne ",
    "eugene eugenia eva evan eve evelyn ",
    "ewa ewan fabian fabio fatima felicia felipe felix fernanda fernando filip finn fiona ",
    "florence florian frances francesca ",
    "francesco francis francisco francois frank franz fred freddie frederic frederick frederik ",
    "friedrich fritz gabriel gabriela ",
    "gabriele gabrielle gareth gary gavin gemma gene genevieve geoff geoffrey georg george ",
    "georgia georgina gerald geraldine ",
    "gerard gerd gerhard gertrude gianluca gideon gilbert giles gillian gina ginger giorgio ",
    "giovanni gisela giulia giuseppe ",
    "gladys glen glenn gloria gordon grace graham greg gregor gregory greta grzegorz guido ",
    "guillaume guillermo gunter gunther ",
    "gustav guy gwen halina hanna hannah hannelore hans harald harold harriet harry hartmut ",
    "harvey hassan hayley hazel heather ",
    "hector heidi heike heinrich heinz helen helena helene helga helmut henri henrik henry ",
    "henryk herbert herman hermann hilary ",
    "hilda hiroshi holger holly horst howard hubert hugh hugo ian ibrahim ida ignacio igor ",
    "ilona ilse imran ines inga inge ",
    "ingrid irena irene irina iris irma isaac isabel isabella isabelle ismail ivan ivana iwona ",
    "jack jackie jacob jacqueline ",
    "jacques jadwiga jaime jake jakob jakub james jamie jan jana jane janet janice janina ",
    "jaroslaw jasmine jason javier jay ",
    "jean jeanette jeanne jeff jeffrey jelena jennifer jenny jens jeremy jerome jerry jerzy ",
    "jesse jessica jessie jesus jill jim ",
    "jimmy joan joanna joanne joaquin joe joel johan johann johanna johannes john johnny jon ",
    "jonas jonathan jordan jorg jorge ",
    "jose josef joseph josephine josh joshua joyce jozef juan juanita judith judy julia julian ",
    "juliana julie juliet julio ",
    "julius jurgen justin justyna kai kamil karen karin karina karl karol karolina kate ",
    "katharina katherine kathleen kathryn ",
    "kathy katie katja katrin katarzyna kay kayla kazimierz keith kelly kelvin ken kenneth ",
    "kenny kerry kevin kim kimberly kirk ",
    "kirsten klaus knut konrad kris krista kristen kristian kristin kristina kristine krystyna ",
    "krzysztof kumar kurt kyle lana ",
    "lance larry lars laszlo laura lauren laurence laurent laurie lawrence lea leah lee leila ",
    "lena leo leon leona leonard ",
    "leonardo leonie leroy leslie leszek lewis liam lidia liliana lillian lily linda lindsay ",
    "lindsey lisa liz lloyd logan lois ",
    "lola loretta lori lorraine lothar lou louis louisa louise luc luca lucas lucia lucie ",
    "lucille lucy ludwig luigi luis luisa ",
    "lukas lukasz luke lydia lynn lynne mabel maciej madeleine madison magda magdalena magnus ",
    "maja malcolm malgorzata manfred ",
    "manuel manuela marc marcel marcela marcia marcin marco marcos marcus marek margaret ",
    "margarita margot maria mariam marian ",
    "marianne marie marilyn marina mario marion marisa marius marjorie mark marko markus ",
    "marlene marta martha martin martina ",
    "marvin mary mateo mateusz mathias mathieu mathilde matt matteo matthew matthias maureen ",
    "maurice max maxime maximilian ",
    "megan mehmet melanie melinda melissa mercedes meredith mia michael michaela michal michel ",
    "michele michelle miguel mikael ",
    "mike mikhail milan mildred miriam miroslaw mitchell mohamed mohammad mohammed moira molly ",
    "mona monica monika monique ",
    "morgan moritz muhammad muriel murray mustafa myra nadia nadine nancy naomi natalia ",
    "natalie natasha nathan nathaniel neil ",
    "nelson nicholas nick nicola nicolas nicole niels nigel nikita nikolai nils nina noah noel ",
    "nora norbert norma norman olaf ",
    "ole oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pamela paola paolo ",
    "pascal pat patricia patrick patrik ",
    "patrycja paul paula paulina pauline paulo pavel pawel pearl pedro peggy penelope penny ",
    "percy per perry pete peter petra ",
    "phil philip philipp philippe phillip phyllis pierre piotr priya przemyslaw rachel ",
    "radoslaw rafael rafal raj rajesh ralf ",
    "ralph ramon randall randy raphael raquel rasmus raul ravi raymond rebecca regina reginald ",
    "reinhard renata renate rene ",
    "ricardo richard rick ricky rita rob robert roberta roberto robin rodney roger roland rolf ",
    "roman ron ronald ronnie rosa ",
    "rosalie rosemary ross roxanne roy ruben rudolf rudolph rupert russell ruth ryan ryszard ",
    "sabina sabine sabrina sally ",
    "salvatore sam samantha samir samuel sandra sanjay sara sarah sasha saskia scott sean ",
    "sebastian selina serge sergei sergey ",
    "sergio seth shane shannon sharon shaun shawn sheila shelley sheryl shirley sidney ",
    "siegfried sigrid silke silvia simon ",
    "simone sofia sofie sonia sonja sophia sophie soren stacey stan stanislaw stanley stefan ",
    "stefanie stefania stella stephan ",
    "stephanie stephen steve steven stewart stuart sunil susan susanna susanne suzanne ",
    "svetlana sven sybil sylvester sylvia ",
    "sylvie szymon tadeusz tamara tania tanja tanya tara tatiana ted teresa terence teresa ",
    "terry thelma theo theodor theodore ",
    "theresa therese thierry thomas thorsten tiffany tim timo timothy tina tobias todd tom ",
    "tomas tomasz tommy toni tony torsten ",
    "tracey tracy travis trevor tristan troy udo ulf ulrich ulrike ursula ute uwe valentina ",
    "valeria valerie vanessa vera ",
    "verena vernon veronica veronika victor victoria viktor viktoria vincent vincenzo viola ",
    "virginia vivian viviane vladimir ",
    "waldemar wallace walter wanda warren wayne wendy werner wesley wieslaw wilhelm willem ",
    "william willie wilma winfried ",
    "wojciech wolfgang xavier yan yann yasmin yolanda yosef youssef yuki yuri yusuf yves ",
    "yvette yvonne zachary zbigniew zdzislaw ",
    "zoe zofia zsofia zuzanna",
    NULL};

static const char *const last[] = {
    "adams allen anderson armstrong bailey baker barnes bauer becker bennett berg bernard bianchi brown bryant burns ",
    "campbell ",
    "carter chang chen clark collins cooper cox cruz davies davis diaz dubois durand edwards evans ferrari fischer ",
    "fischer ",
    "fernandez foster garcia gomez gonzalez graham gray green griffin gupta hall hamilton hansen harris hayes ",
    "henderson ",
    "hernandez hoffmann howard huber hughes jackson james janssen jansen jensen johansson johnson jones kaminski "
    "kelly ",
    "kennedy ",
    "khan kim klein koch kowalczyk kowalska kowalski kruger lambert larsen laurent lee lefebvre lehmann leroy ",
    "lewandowska ",
    "lewandowski lewis lopez maier marino martin martinez mayer mcdonald meyer miller mitchell moore moreau moreno ",
    "morgan ",
    "morris muller mueller murphy murray nelson neumann nguyen nielsen novak nowak olsen olson ortiz parker patel ",
    "patterson ",
    "pedersen perez perry petersen peterson phillips powell ramirez reed reyes reynolds ricci richards richardson ",
    "richter ",
    "rivera roberts robertson robinson rodriguez rogers romano rossi roux russell russo ryan sanchez sanders schafer ",
    "schmid ",
    "schmidt schmitt schneider schroder schulz schulze schwarz scott sharma shaw silva simmons simon singh smith ",
    "sorensen ",
    "stewart sullivan svensson szymanski taylor thomas thompson torres turner wagner walker wallace wang ward watson ",
    "weber ",
    "weiss werner white williams wilson wojcik wolf wong wright yamamoto yang young zhang zhao zielinski zimmermann ",
    "wisniewski wisniewska dabrowski dabrowska kozlowski jankowski mazur krawczyk piotrowski grabowski pawlak ",
    "nowakowski",
    NULL};

static const char *const ambiguous[] = {
    "kobe venice verona raleigh manila bergen phoenix yoga ",
    "april may june mark will bill grant frank jack jay guy grace faith hope joy rose ruby ivy holly pearl max ray "
    "rob ",
    "pat ",
    "diamond saint sterling lean ",
    "sue penny ginger olive violet dawn summer chase chance amber crystal jade julia jenkins dean gene earl drew rich ",
    "art ",
    "an lee kim per kay dick ole art jean kai ana ada jesus christian sandy robin ken don ed dan mar jan sam ben ava ",
    "tom ",
    "perry terry dale kelly jordan austin dallas madison virginia georgia florence sofia victoria paris sydney ",
    "florence ",
    "charlotte houston lincoln logan morgan angel jasmine curtis ross long mason carol eve aurora iris norma stella ",
    "viola ",
    "nova oscar roman victor felix leo ally alex alma bay lola mercedes san santa fe scott ruby swift ada julia dylan ",
    "elm ",
    "ola kerem alabama arizona darwin indiana louisiana missouri tennessee montana florida bristol arlington hobart "
    "columbia stanford kiel dakota devon roma cordoba valencia siena ",
    "alexandria adelaide savannah camden lancaster warwick essex nevada memphis denver geneva lima toledo sevilla ",
    "palma dayton kingston cleveland orlando trinity council tierra elif tor athena ",
    "angela python tex roland ralf nelson milan troy max lance mitchell percy hugo zoe jake travis regina piper "
    "ivory odessa song",
    NULL};

static const char *const titles[] = {
    "mr mrs ms miss mister dr prof professor herr herrn frau hr fr sr sra srta senor senora ",
    "monsieur mme mlle madame pan pani pana ",
    "panu panem panstwa sig signor signora dhr mevr meneer mevrouw ing mgr inz dott ssa dra lic arq mag dipl dona "
    "captain capt sgt uncle aunt mlle maestro mudr judr med sheikh sensei alhaji alhaja engr hajia pastor nurse sister "
    "rabbi datuk srta mw rag avv geom veuve judge commissioner councillor councilman constable sergeant deputy ",
    "eng", NULL};

static const char *const particles[] = {
    "van von de da do dos das del della di der den ten ter la le el al bin bint ibn ould zu zum af av y e of",
    "vd ap ferch d", NULL};

static const char *const accounts[] = {
    "public default root ubuntu runner user username users you yourname your_name yourusername me foo bar admin ",
    "administrator ",
    "vagrant node www-data jovyan app guest all shared git ec2-user centos debian pi vsts runneradmin appuser test ",
    "name <user> ",
    "oracle postgres mysql nginx http apache localhost server host home docker cloud site service system param ",
    "override media ",
    "interface import types return returns see since author version todo throws property method class charset ",
    "font-face ",
    "keyframes include extends mixin args supports page layer container use forward else if each for function content ",
    "wiki myname mylogin myuser myusername loginname yourlogin youruser uname userid username1 ldd gcc gdb make cmake "
    "valgrind "
    "strace lspci lsusb dmesg reboot daily hourly weekly monthly yearly annually midnight "
    "syslog messagebus sshd ntp uucp gnats gdm lightdm syzbot buildd "
    "greenkeeper dependabot renovate codecov coveralls netlify vercel stalebot hudson buildbot "
    "angular babel vue media deprecated test before after autowired bean component me here everyone channel",
    NULL};

/* NOLINTEND(bugprone-suspicious-missing-comma) */

static void clear_rare(struct wordset *words, const char *line)
{
	struct str rest = str_c(line), word;

	while (str_split(&rest, ' ', &word))
		if (word.n != 0)
			*wordset_add(words, word, NULL) &= ~(uint32_t)WORD_RARE;
}

void lists_load(struct wordset *words)
{
	static const struct {
		const char *const *list;
		uint32_t flag;
	} lists[] = {
	    {common, WORD_COMMON},	 {never, WORD_NEVER},  {first, WORD_FIRST},	   {last, WORD_LAST},
	    {ambiguous, WORD_AMBIGUOUS}, {titles, WORD_TITLE}, {particles, WORD_PARTICLE}, {accounts, WORD_ACCOUNT},
	};

	plain_words_load(words);
	name_lists_load(words);
	foreign_words_load(words);
	world_names_load(words);
	script_names_load(words);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (const char *const *line = lists[i].list; *line != NULL; line++)
			wordset_add_list(words, *line, lists[i].flag);
	/* chosen by hand: not rare */
	for (const char *const *line = first; *line != NULL; line++)
		clear_rare(words, *line);
	for (const char *const *line = last; *line != NULL; line++)
		clear_rare(words, *line);
}
