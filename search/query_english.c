#include "search/query_english.h"

/* clang-format off */
const char *const query_english_forms[] = {
    "buy,bought", "send,sent", "lose,lost,loss", "pay,paid,payment", "freeze,froze,frozen", "break,broke,broken",
    "write,wrote,written", "choose,chose,chosen,choice", "begin,began,begun", "run,ran", "catch,caught",
    "spend,spent", "hold,held", "keep,kept", "leave,left", "hide,hidden,hid", "steal,stole,stolen,theft",
    "forget,forgot,forgotten", "build,built", "sell,sold,sale", "bring,brought", "teach,taught",
    "speak,spoke,spoken", "drive,drove,driven", "grow,grew,grown,growth", "fall,fell,fallen", "eat,ate,eaten",
    "sleep,slept", "bleed,bled", "swell,swollen", "hear,heard", "wear,wore,worn", "shut,shutting",
    "withdraw,withdrew,withdrawn,withdrawal", "child,children", "person,people", "man,men", "woman,women",
    "mouse,mice", "foot,feet", "tooth,teeth", "index,indices,indexes", "matrix,matrices", "datum,data",
    "criterion,criteria", "analysis,analyses,analyze,analyse", "verify,verification", "identify,identification",
    "notify,notification", "classify,classification", "modify,modification", "specify,specification",
    "certify,certification", "clarify,clarification", "qualify,qualification", "apply,application,applicant",
    "simplify,simplification", "unify,unification", "register,registration", "subscribe,subscription,subscriber",
    "describe,description", "prescribe,prescription", "expire,expiry,expiration", "renew,renewal",
    "approve,approval", "remove,removal", "arrive,arrival", "refuse,refusal", "deny,denial", "reverse,reversal",
    "retrieve,retrieval", "fail,failure", "close,closure", "expose,exposure", "proof,prove", "receive,receipt",
    "length,long", "width,wide", "height,high", "strength,strong", "safe,safety", "enter,entry",
    "complain,complaint", "respond,response", "reply,replies", "decide,decision", "permit,permission",
    "admit,admission", "extend,extension", "expand,expansion", "transmit,transmission", "submit,submission",
    "divide,division", "convert,conversion", "suspend,suspension", "deliver,delivery", "recover,recovery",
    "discover,discovery", "inquire,enquire,inquiry,enquiry", "explain,explanation", "pronounce,pronunciation",
    "maintain,maintenance", "appear,appearance", "perform,performance", "insure,insurance", "allow,allowance",
    "assist,assistance,assistant", "resist,resistance", "depend,dependency,dependent", "exist,existence",
    "occur,occurrence", "refer,reference", "prefer,preference", "differ,difference", "transfer,transference",
    "attend,attendance", "accept,acceptance", "enroll,enrol,enrolled,enrolment,enrollment",
    "install,installation,installer", "configure,configuration,config", "authenticate,authentication,auth",
    "authorize,authorization,authorise,authorisation", "administer,administrator,admin,administration",
    "colour,color", "favourite,favorite", "centre,center", "cancel,cancelled,canceled,cancellation",
    "organise,organize,organisation,organization", "licence,license", "programme,program", "catalogue,catalog",
    "behaviour,behavior", "grey,gray", "customise,customize", "initialise,initialize",
    "synchronise,synchronize,sync,synchronization", "minimise,minimize", "maximise,maximize", "optimise,optimize",
    "recognise,recognize,recognition", "realise,realize", "sanitise,sanitize,sanitizer,sanitiser",
    "hospitalise,hospitalize,hospital,hospitalization", "defence,defense", "practise,practice", "labour,labor",
    "neighbour,neighbor", "honour,honor", "travelling,traveling,traveller,traveler", "tyre,tire",
    "judgement,judgment", "vaccine,vaccination,vaccinate", "infect,infection,infected,infectious",
    "symptom,symptomatic", "disinfect,disinfectant,disinfection", "ventilate,ventilation,ventilator",
    "isolate,isolation", "immune,immunity", "pregnant,pregnancy", "ill,illness", "sick,sickness",
    "die,death,dead,deceased,died", "born,birth", "weigh,weight", "succeed,success,successful", "solve,solution",
    "argue,argument", "compare,comparison", "encrypt,encryption", "decrypt,decryption", "compress,compression",
    "extract,extraction", "duplicate,duplication", "migrate,migration", "translate,translation",
    "calculate,calculation,calculator", "visible,visibility", "available,availability", "accessible,accessibility",
    "compatible,compatibility", "eligible,eligibility",
};

const char *const query_english_same[] = {
    "delete,remove,erase,clear,wipe", "folder,directory,dir", "picture,photo,photograph,image,pic",
    "show,display,view", "start,begin,launch,commence", "stop,end,terminate,kill,quit", "finish,complete,conclude",
    "buy,purchase", "fix,repair,resolve,solve,troubleshoot", "error,failure,problem,fault,bug",
    "crash,freeze,hang,unresponsive", "change,modify,edit,alter,amend", "rename,name", "create,make,generate",
    "allow,permit,enable,activate", "disable,deactivate", "cancel,revoke,abort", "choose,select,pick",
    "quick,fast,rapid", "slow,sluggish,lag,performance", "big,large,huge", "small,little,tiny", "lost,missing",
    "cellphone,mobile,phone,telephone,smartphone", "car,vehicle", "doctor,physician,gp,clinician", "sick,ill,unwell",
    "illness,disease,sickness,condition", "kid,child,minor", "job,work,employment", "employee,worker,staff",
    "employer,company", "money,cash,fund", "cost,price,fee,charge", "cheap,affordable", "free,gratis,complimentary",
    "refund,reimburse,reimbursement", "bill,invoice", "login,logon,signin,log in,sign in",
    "logout,logoff,signout,sign out", "signup,sign up,register,enroll", "password,passcode,passphrase,pwd",
    "email,mail", "internet,web,online", "website,site,webpage", "pc,computer", "laptop,notebook",
    "program,application,app,software", "uninstall,remove", "update,upgrade,patch", "download,fetch,retrieve",
    "upload,submit,send", "search,find,lookup,locate", "replace,substitute,swap", "copy,duplicate,clone",
    "join,merge,combine,concatenate", "split,divide", "compare,difference,diff", "list,enumerate",
    "print,output,display", "execute,run,invoke", "archive,compress,zip,tar", "unzip,extract,decompress,unpack",
    "recursive,subdirectory,tree", "permission,privilege,mode", "owner,ownership", "link,symlink,shortcut",
    "host,server,machine", "remote,ssh", "process,task", "text,string", "line,row", "monitor,watch", "sort,order",
    "repeat,loop,every", "documentation,manual,help", "transfer,move", "close,shut", "open,launch",
    "connect,connection,connectivity", "verify,validate,check,confirm", "convert,transform", "calculate,compute",
    "exam,test,quiz,assessment", "coronavirus,covid,corona,sars", "mask,face covering,facemask",
    "vaccine,shot,jab,immunization", "symptom,sign", "spread,transmit,transmission", "catch,contract,infect",
    "death,mortality,fatality", "elderly,older,senior", "pet,animal,dog,cat", "quarantine,isolate,isolation",
    "clean,disinfect,sanitize,wash", "protect,prevent,prevention,precaution", "school,college,university",
    "travel,trip,flight,journey", "homework,assignment", "certificate,diploma,certification", "deadline,due",
    "foreign,abroad,overseas,international", "exchange,currency", "atm,cashpoint,cash machine",
    "declined,rejected,refused,denied", "arrive,delivery,deliver,receive", "wait,pending", "top-up,topup,top up",
    "identity,id,identification", "broken,damaged,defective,faulty", "noise,sound,audio", "wifi,wireless,wlan,wi-fi",
    "video,movie,film", "subscription,membership", "unsubscribe,cancel", "block,ban", "report,complain,complaint",
    "contact,reach", "hire,recruit,recruitment", "firm,company,business,enterprise", "tax,vat", "rent,lease,tenancy",
    "tenant,renter", "landlord,lessor", "law,legal,legislation", "help,support,assistance,aid",
    "guide,instruction,tutorial,walkthrough", "teacher,instructor", "lecture,lesson,class",
    "course,bootcamp,training", "late,delay,delayed", "missed,late", "medicine,medication,drug", "hospital,clinic",
    "treat,treatment,therapy,cure", "surgery,operation", "temperature,fever", "breath,breathing,breathe",
    "tired,fatigue,exhaustion", "worry,anxious,anxiety,stress", "pain,ache,hurt", "danger,risk,hazard,unsafe",
    "safe,secure", "severe,serious,critical", "crowd,gathering", "distance,distancing,apart", "shop,store,retail",
    "grocery,supermarket,food", "parcel,package", "ship,shipping,delivery", "return,send back", "warranty,guarantee",
    "discount,coupon,voucher,promo", "basket,cart", "pay,payment,checkout", "salary,wage,pay",
    "unemployed,jobless,redundant,unemployment", "benefit,allowance,grant", "pension,retirement",
    "loan,borrow,credit", "debt,owe", "bank,account", "balance,amount", "deposit,top up", "stolen,lost",
    "fraud,scam,phishing", "hacked,compromised,breach", "virus,malware", "visa,passport", "border,customs",
    "citizen,national,resident", "immigrant,migrant,foreigner", "government,state,federal", "gym,fitness,exercise",
    "restaurant,cafe,bar", "flat,apartment,house,home", "hotel,accommodation", "bus,train,transport",
    "husband,wife,spouse,partner", "parent,mother,father", "baby,infant,newborn", "wedding,marriage",
    "funeral,burial", "config,setting,preference,configuration", "parameter,argument,option,flag", "variable,env",
    "repository,repo", "database,db", "column,field", "table,sheet,spreadsheet", "memory,ram", "disk,drive,storage",
    "space,capacity", "full,exhausted", "size,length", "empty,blank", "invisible,hidden",
    "duplicate,repeated,unique", "random,shuffle", "latest,newest,recent", "previous,last,earlier",
    "first,head,beginning", "current,present", "default,initial", "temporary,temp,tmp", "maximum,max,limit",
    "minimum,min", "automatic,automatically,auto", "schedule,cron,timer", "port,listen", "ip,address", "network,lan",
    "url,link,address", "browser,chrome,firefox,explorer", "mouse,cursor,pointer", "popup,dialog,window",
    "menu,toolbar", "desktop,taskbar", "font,typeface", "document,doc,file", "attachment,attach", "inbox,mailbox",
    "calendar,appointment,meeting", "backup,restore", "restore,recover,recovery", "reboot,restart",
    "boot,startup,start", "shutdown,turn off,power off", "enable,turn on", "disable,turn off",
    "blue screen,bsod,stop error", "hotfix,update,patch", "unable,cannot,fail", "stuck,hang", "timeout,timed out",
    "unsupported,incompatible", "invalid,incorrect,wrong", "corrupt,corrupted,damaged",
    "denied,forbidden,unauthorized", "expired,outdated", "confirm,confirmation,verify", "notification,alert,message",
    "warning,alert", "user,account,customer", "username,user name", "administrator,admin,root,superuser",
    "group,team", "role,permission", "log,logging", "debug,troubleshoot", "compile,build",
    "library,package,module,dependency", "function,method,procedure", "script,program", "command,cli",
    "terminal,console,shell", "editor,vim", "version,release", "commit,push", "branch,fork", "container,docker",
    "cluster,kubernetes", "cloud,aws,azure,gcp", "notebook,jupyter", "dataset,data", "plot,chart,graph",
    "slides,presentation", "recording,video,recorded", "grade,score,mark", "leaderboard,score",
    "evaluate,review,grade", "slack,channel,chat", "enrol,register,signup", "beginner,prerequisite",
    "schedule,timetable,calendar", "hours,open", "phone,call", "encrypt,encryption,gpg", "hash,checksum,md5,sha",
    "sum,total,add", "average,mean", "newline,line", "whitespace,space,blank", "lowercase,small",
    "character,char,letter", "pattern,regex,regular expression", "match,find,search", "filter,grep",
    "background,nohup", "ping,reachable", "mount,unmount", "partition,disk,format", "owner,chown",
    "permission,chmod",
};

/* In order of their bytes. */
static const char *const asking[] = {
    "able", "above", "actually", "advise", "again", "already", "always", "another", "answer", "answers", "anyone",
    "anything", "appreciate", "appreciated", "assist", "assistance", "back", "basically", "because", "between",
    "both", "cannot", "cant", "come", "correct", "correctly", "currently", "dear", "didnt", "doesnt", "dont",
    "during", "each", "either", "else", "enough", "especially", "even", "ever", "every", "everyone", "everything",
    "exactly", "example", "find", "first", "getting", "give", "given", "gives", "go", "goes", "going", "gone",
    "good", "happen", "happened", "happening", "happens", "hello", "help", "hey", "hi", "hope", "however", "id",
    "im", "instead", "isnt", "issue", "issues", "ive", "kind", "know", "knowing", "known", "let", "like", "look",
    "looking", "made", "make", "makes", "making", "many", "maybe", "mention", "mentioned", "much", "must", "need",
    "needed", "needing", "needs", "neither", "never", "often", "one", "ones", "other", "perhaps", "possible",
    "problem", "problems", "properly", "question", "questions", "really", "reason", "reasons", "said", "say", "says",
    "see", "seeing", "seem", "seems", "shall", "since", "someone", "something", "sometimes", "still", "suggestion",
    "suggestions", "sure", "take", "taken", "takes", "tell", "thanks", "thing", "things", "think", "thought",
    "tried", "tries", "try", "trying", "unable", "understand", "until", "use", "used", "uses", "using", "various",
    "want", "wanted", "wants", "way", "ways", "whats", "whether", "within", "wonder", "wondering", "wont", "work",
    "working", "works", "yes",
};
/* clang-format on */

const size_t query_english_forms_n = sizeof(query_english_forms) / sizeof(query_english_forms[0]),
	     query_english_same_n = sizeof(query_english_same) / sizeof(query_english_same[0]);

bool query_english_asks(struct str word)
{
	size_t low = 0, high = sizeof(asking) / sizeof(asking[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(word, str_c(asking[middle]));

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}
