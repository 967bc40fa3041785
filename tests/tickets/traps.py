"""Exports with traps, for tests/suites.d/quick/import-traps: a case is a few files of one system.

Q and A below stand for a question and an answer that customers have read. Everything with CANARY in it is internal,
private, of a machine, or not certainly public. "agent:A" wants that an agent wrote it. What `later` has is another
export of the same account, imported after the first one.
"""
import collections
import io
import json
import zipfile

Case = collections.namedtuple("Case", "name system files want never people status settings nobody later")
CASES = []
J = json.dumps


def case(name, system, files, want=(), never=(), people=(), exit=0, extra="", nobody=(), later=None):
    CASES.append(Case(name, system, files, want, never, people, exit, extra, nobody, later))


def zt(n,**m):
    t={"id":n,"subject":"S%d"%n,"status":"solved","updated_at":"2025-01-01T00:00:00Z","requester":{"id":1,"role":"end-user","name":"Jane Roe"},"assignee_id":2,
     "comments":[{"id":n*10,"author_id":1,"public":True,"body":"QUESTION%d"%n},{"id":n*10+1,"author_id":2,"public":True,"body":"ANSWER%d"%n}]}
    t.update(m); return t
C=lambda i,a,p,b,**m:dict({"id":i,"author_id":a,"public":p,"body":b},**m)
nd=lambda *l:"".join(J(x)+"\n" for x in l)
case("z base","zendesk",{"a.ndjson":nd(zt(1))},["QUESTION1","ANSWER1"])
case("z bom crlf","zendesk",{"a.ndjson":b"\xef\xbb\xbf"+nd(zt(1),zt(2)).replace("\n","\r\n").encode()},["QUESTION1","ANSWER2"])
case("z cp1252","zendesk",{"a.ndjson":J(zt(1)).replace("QUESTION1","caf\\u00e9 caf@").encode().replace(b"@",b"\xe9")},["caf"])
case("z empty file","zendesk",{"a.ndjson":"","b.ndjson":nd(zt(1)),"c.json":"[]","d.json":"{}"},["QUESTION1"])
def zipb(**f):
    b=io.BytesIO()
    with zipfile.ZipFile(b,"w",zipfile.ZIP_DEFLATED) as z:
        for k,v in f.items(): z.writestr(k.replace("__","/").replace("_",".",1),v)
    return b.getvalue()
case("z zip in folder","zendesk",{"a.zip":zipb(t__a_ndjson=nd(zt(1)))},["QUESTION1"])
case("z flags","zendesk",{"a.ndjson":nd(zt(1,comments=[C(1,1,True,"QQ"),C(2,2,None,"CANARY"),{"id":3,"author_id":2,"body":"CANARY"},C(4,2,"yes","CANARY"),C(5,2,1,"CANARY"),C(6,2,True,"AA"),C(7,2,"false","CANARY"),C(8,2,True,"CANARY",type="VoiceComment"),C(9,2,True,"CANARY",via={"channel":"rule"}),C(10,2,True,"CANARY",via={"channel":"web","source":{"rel":"merge"}}),C(11,2,True,"CANARY",via={"channel":"whatever"}),C(12,None,True,"NOBODY")]))},["QQ","AA","NOBODY"])
case("z dupkey","zendesk",{"a.ndjson":J(zt(1)).replace('"public": true, "body": "ANSWER1"','"public": false, "body": "CANARY", "publ\\u0069c": true')})
case("z caps key","zendesk",{"a.ndjson":nd(zt(1,comments=[C(1,1,True,"QQ"),C(6,2,True,"AA"),{"id":3,"author_id":2,"body":"CANARY","Public":True}]))},["QQ"])
case("z status","zendesk",{"a.ndjson":nd(zt(1,status="Solved"),zt(2,status="resolved"),zt(3,status=None),zt(4,status="hold"),zt(5,status=3))},[],["QUESTION2","QUESTION3","QUESTION4"])
case("z merged","zendesk",{"a.ndjson":nd(zt(1,tags=["closed_by_merge"]),zt(2,via={"channel":"merge"}))},[],["QUESTION1","QUESTION2"])
case("z redacted","zendesk",{"a.ndjson":nd(zt(1,comments=[C(1,1,True,"QQ ▇▇▇▇"),C(6,2,True,"AA")]))},[],["QQ"])
case("z html differs","zendesk",{"a.ndjson":nd(zt(1,comments=[C(1,1,True,"PLAIN",html_body="<div class='zd-comment'>HTMLQ</div>",plain_body="P2"),C(6,2,True,"AA",html_body="")]))},["HTMLQ","AA"],["PLAIN"])
api={"tickets":[{k:v for k,v in zt(1).items() if k!="comments"}],"users":[{"id":1,"name":"Jane Roe","role":"end-user"},{"id":2,"name":"Tom Agent","role":"agent"}],"next_page":"https://x/api?page=2","count":2}
case("z api pages","zendesk",{"p1.json":J(api),"p2.json":J(dict(api,tickets=[{k:v for k,v in zt(2).items() if k!="comments"}],next_page=None)),"tickets/1/comments.json":J({"comments":zt(1)["comments"],"next_page":None}),"tickets/2/comments.json":J({"comments":zt(2)["comments"],"next_page":None})},["QUESTION1","ANSWER2"],people=["Jane Roe","Tom Agent"])
case("z comments page missing","zendesk",{"p1.json":J(api),"tickets/1/comments.json":J({"comments":zt(1)["comments"],"next_page":"https://x/api/v2/tickets/1/comments.json?page=2","count":150})},[],["QUESTION1"])
case("z comments has_more","zendesk",{"p1.json":J(api),"tickets/1/comments.json":J({"comments":zt(1)["comments"],"meta":{"has_more":True,"after_cursor":"x"},"links":{"next":"https://"}})},[],["QUESTION1"])
case("z incr deleted","zendesk",{"1.ndjson":nd(zt(1)),"2.json":J({"tickets":[{"id":1,"subject":"SCRUBBED","status":"deleted","updated_at":"2025-02-01T00:00:00Z","requester_id":1}],"end_of_stream":True})},[],["QUESTION1"])
case("z incr later no comments","zendesk",{"1.ndjson":nd(zt(1)),"2.json":J({"tickets":[{"id":1,"subject":"S","status":"solved","updated_at":"2025-02-01T00:00:00Z","requester_id":1}],"end_of_stream":True})})
case("z later private","zendesk",{"1.ndjson":nd(zt(1)),"2.ndjson":nd(zt(1,updated_at="2025-02-01T00:00:00Z",comments=[C(10,1,True,"QUESTION1"),C(11,2,False,"CANARY"),C(12,2,True,"AA2")]))},["AA2"],["ANSWER1"])
case("z private attach","zendesk",{"a.ndjson":nd(zt(1,comments=[C(1,1,True,"QQ",attachments=[{"file_name":"CANARY.png","content_url":"https://CANARY"}],metadata={"system":{"ip_address":"CANARY"}}),C(6,2,True,"AA")]))},["QQ"])
case("z nonobj","zendesk",{"a.ndjson":nd(zt(1,comments=[C(1,1,True,"QQ"),None,C(6,2,True,"AA")]),zt(2,comments=None),zt(3,comments={"comments":zt(3)["comments"]}),[1,2],"x",5)},exit=1)
X=lambda n,c,more="":"<ticket><nice-id type='integer'>%d</nice-id><id type='integer'>99%d</id><subject>S</subject><status-id type='integer'>3</status-id><requester-id>1</requester-id><assignee-id>2</assignee-id>%s<comments type='array'>%s</comments></ticket>"%(n,n,more,c)
XC=lambda a,p,v:"<comment><author-id>%s</author-id><is-public type='boolean'>%s</is-public><type>Comment</type><value>%s</value></comment>"%(a,p,v)
xh='<?xml version="1.0" encoding="UTF-8"?>\n<tickets type="array" count="3">'
case("x base","zendesk",{"tickets.xml":xh+X(1,XC(1,"true","QUESTION1 &amp;lt;b&amp;gt;x")+XC(2,"false","CANARY")+XC(2,"true","ANSWER1")+XC(2,"","CANARY")+"<comment><author-id>2</author-id><value>CANARY</value></comment><comment><author-id>2</author-id><is-public type='boolean' nil='true'/><value>CANARY</value></comment>")+"</tickets>","users.xml":"<users><user><id>1</id><name>Jane Roe</name><roles>0</roles></user><user><id>2</id><name>Tom Agent</name><roles>4</roles></user></users>","organizations.xml":"<organizations><organization><id>5</id><name>Customer GmbH</name></organization></organizations>"},["QUESTION1","ANSWER1"],people=["Jane Roe","Customer GmbH"])
case("x dup is-public","zendesk",{"tickets.xml":xh+X(1,XC(1,"true","QUESTION1")+"<comment><author-id>2</author-id><is-public>false</is-public><is-public>true</is-public><value>CANARY</value></comment>"+XC(2,"true","AA"))+"</tickets>"},["AA"])
case("x 1252","zendesk",{"tickets.xml":(xh+X(1,XC(1,"true","QUESTION1 caf@")+XC(2,"true","ANSWER1"))+X(2,XC(1,"true","QUESTION2")+XC(2,"true","ANSWER2"))+"</tickets>").encode().replace(b"@",b"\xe9")},["QUESTION2"],exit=1)
case("x latin1 decl","zendesk",{"tickets.xml":(xh.replace("UTF-8","ISO-8859-1")+X(1,XC(1,"true","QUESTION1 caf@")+XC(2,"true","ANSWER1"))+"</tickets>").encode().replace(b"@",b"\xe9")},["QUESTION1 café"])
case("x doctype","zendesk",{"tickets.xml":'<?xml version="1.0"?><!DOCTYPE tickets [<!ENTITY x SYSTEM "file:///etc/passwd">]><tickets>'+X(1,XC(1,"true","QUESTION1 &x;")+XC(2,"true","ANSWER1"))+"</tickets>"},exit=1)
case("x doctype late","zendesk",{"tickets.xml":xh+"<!-- a --><!DOCTYPE tickets []>"+X(1,XC(1,"true","QUESTION1")+XC(2,"true","ANSWER1"))+"</tickets>"},exit=1)
case("x cdata comment","zendesk",{"tickets.xml":xh+X(1,XC(1,"true","<![CDATA[QUESTION1 </comment></ticket> <b>]]>")+"<!-- <comment><is-public>true</is-public><value>CANARY</value></comment> -->"+XC(2,"true","ANSWER1"))+"</tickets>"},["ANSWER1"])
case("x private ticket","zendesk",{"tickets.xml":xh+X(1,XC(1,"true","CANARY")+XC(2,"true","CANARY"),"<is-public type='boolean'>false</is-public>")+"</tickets>"})
# hubspot
HT=lambda i,stage="4",**p:{"id":str(i),"properties":dict({"subject":"S","content":"CANARY","hs_pipeline":"0","hs_pipeline_stage":stage,"createdate":"2025-01-01T00:00:00Z"},**p),"archived":False,"updatedAt":"2025-01-02T00:00:00Z","associations":{"contacts":{"results":[{"id":"77","type":"ticket_to_contact"}]},"companies":{"results":[{"id":"88","type":"t"}]}}}
HC=lambda i,t,**m:dict({"id":str(i),"createdAt":"2025-01-01T00:00:00Z","status":"CLOSED","inboxId":"1","spam":False,"archived":False,"threadAssociations":{"associatedTicketId":str(t)}},**m)
HM=lambda i,c,who,text,**m:dict({"id":str(i),"conversationsThreadId":str(c),"createdAt":"2025-01-01T00:%02d:00Z"%(i%60),"type":"MESSAGE","direction":"INCOMING" if who[0]=="V" else "OUTGOING","senders":[{"actorId":who,"name":"Nm "+who,"deliveryIdentifier":{"type":"HS_EMAIL_ADDRESS","value":"x@y.example"}}],"recipients":[{"actorId":"V-9","name":"Recip Ient","deliveryIdentifiers":[{"type":"HS_EMAIL_ADDRESS","value":"recip@y.example"}]}],"text":text,"truncationStatus":"NOT_TRUNCATED","status":{"statusType":"SENT"}},**m)
hm=[HM(1,5,"V-1","QUESTION1"),HM(2,5,"A-1","ANSWER1"),HM(3,5,"A-1","CANARY",type="COMMENT"),HM(4,5,"A-1","CANARY",type="WHISPER"),HM(5,5,"B-1","CANARY",type="WELCOME_MESSAGE"),HM(6,5,"A-1","CANARY",direction=None)]
base={"tickets.json":J({"results":[HT(1)]}),"threads.json":J({"results":[HC(5,1)]}),"messages.json":J({"results":hm})}
case("h base","hubspot",base,["QUESTION1","ANSWER1"],people=["Nm V-1","Recip Ient","recip@y.example"])
case("h people","hubspot",dict(base,**{"contacts.json":J({"results":[{"id":"77","properties":{"email":"j@c.example","firstname":"Jane","lastname":"Roe","company":"Roe AG"}},{"id":"78","properties":{"lastname":"Onlylast","phone":"+1 555"}}]}),"companies.json":J({"results":[{"id":"88","properties":{"name":"Bigcorp","domain":"bigcorp.example"}}]}),"owners.json":J({"results":[{"id":"3","email":"own@acme.example","firstName":"Ower","lastName":"Ner","archived":False}]})}),["QUESTION1"],people=["Jane Roe","Onlylast","Bigcorp","bigcorp.example","Ower Ner"])
case("h archived conv","hubspot",dict(base,**{"threads.json":J({"results":[HC(5,1,archived=True)]})}),[],["QUESTION1"])
case("h spam conv","hubspot",dict(base,**{"threads.json":J({"results":[HC(5,1,spam=True)]})}),[],["QUESTION1"])
case("h failed msg","hubspot",dict(base,**{"messages.json":J({"results":hm+[HM(8,5,"A-1","CANARY",status={"statusType":"FAILED"})]})}),["QUESTION1"])
pl=lambda *s:J({"results":[{"id":str(i),"label":"P","stages":[{"id":a,"label":b,"metadata":{"isClosed":c,"ticketState":"CLOSED" if c=="true" else "OPEN"}}]} for i,(a,b,c) in enumerate(s)]})
case("h stage","hubspot",dict(base,**{"tickets.json":J({"results":[HT(1,"999")]}),"pipelines.json":pl(("999","Done","true"))}),["QUESTION1"])
case("h stage unknown","hubspot",dict(base,**{"tickets.json":J({"results":[HT(1,"999")]})}),[],["QUESTION1"])
case("h label twice","hubspot",{"pipelines.json":pl(("9","Done","false"),("10","Done","true")),"t.csv":"Ticket ID,Ticket name,Ticket status,Ticket description,Answer\n1,S,Done,QQ,AA\n"},[],["QQ"],extra='columns=["answer=Answer"]\n')
case("h csv","hubspot",{"t.csv":"\ufeffTicket ID;Ticket name;Ticket status;Ticket description;Answer\r\n1;S;Closed;\"QQ\r\nline; \"\"x\"\"\";AA\r\n"},["QQ","AA"],extra='columns=["answer=Answer"]\n')
case("h csv 1252","hubspot",{"t.csv":"Ticket ID,Ticket name,Ticket status,Ticket description,Answer\r\n1,S,Closed,QQ caf\xe9,AA\r\n".encode("cp1252")},["QQ café","AA"],extra='columns=["answer=Answer"]\n')
case("h truncated","hubspot",dict(base,**{"messages.json":J({"results":hm[:1]+[HM(2,5,"A-1","HALF",truncationStatus="TRUNCATED")]})}),[],["HALF"])
case("h nextpage","hubspot",dict(base,**{"messages.json":J({"results":hm,"paging":{"next":{"after":"abc"}}})}),[],["QUESTION1"])
# github
U=lambda l,t="User":{"login":l,"type":t}
def GI(n,**m):
    i={"number":n,"title":"T%d"%n,"body":"QUESTION%d"%n,"state":"closed","state_reason":"completed","labels":[],"user":U("ada"),"author_association":"NONE","comments":2,"created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-02T00:00:00Z","html_url":"https://github.com/o/r/issues/%d"%n,"url":"https://api.github.com/repos/o/r/issues/%d"%n,
     "comment_data":[{"id":n*10,"user":U("bob"),"author_association":"MEMBER","body":"ANSWER%d"%n,"created_at":"2025-01-01T01:00:00Z"},{"id":n*10+1,"user":U("x[bot]","Bot"),"author_association":"NONE","body":"CANARY","created_at":"2025-01-01T02:00:00Z"}]}
    i.update(m); return i
case("g base","github",{"issues/1.json":J(GI(1)),"issues/2.json":J(GI(2,user=None)),"issues/3.json":J(GI(3,body="CANARY",pull_request={"url":"x"})),"issues/4.json":J(GI(4,state_reason="not_planned",body="CANARY")),"issues/5.json":J(GI(5,state="open",body="CANARY")),"issues/6.json":J(GI(6,body="CANARY",labels=[{"name":"security"}])),"issues/7.json":J(GI(7,state_reason="weird",body="CANARY")),"issues/8.json":J(GI(8,body="CANARY",comments=5))},["QUESTION1","ANSWER1","QUESTION2"])
gq=lambda *n,**m:J({"data":{"repository":dict({"nameWithOwner":"o/r","isPrivate":False,"issues":{"nodes":list(n),"pageInfo":{"hasNextPage":False}}},**m)}})
GQ=lambda n,**m:dict({"number":n,"title":"T","body":"QUESTION%d"%n,"state":"CLOSED","stateReason":"COMPLETED","author":{"login":"ada","__typename":"User"},"authorAssociation":"NONE","createdAt":"2025-01-01T00:00:00Z","url":"https://github.com/o/r/issues/%d"%n,"comments":{"nodes":[{"id":"IC_1","body":"ANSWER%d"%n,"author":{"login":"bob","__typename":"User"},"authorAssociation":"OWNER","createdAt":"2025-01-01T01:00:00Z","isMinimized":False},{"id":"IC_2","body":"CANARY","author":{"login":"dependabot","__typename":"Bot"},"authorAssociation":"NONE","createdAt":"2025-01-01T01:00:00Z"},{"id":"IC_3","body":"CANARY","author":{"login":"eve"},"authorAssociation":"NONE","isMinimized":True,"minimizedReason":"OFF_TOPIC"}]}},**m)
case("g graphql","github",{"a.json":gq(GQ(1))},["QUESTION1","ANSWER1"])
case("g graphql private","github",{"a.json":gq(GQ(1),isPrivate=True)},[],["QUESTION1"])
q2=GQ(2); q2["comments"]["pageInfo"]={"hasNextPage":True}
case("g graphql more pages","github",{"a.json":gq(q2)},[],["QUESTION2"])
n1=GQ(1); n1.pop("url"); n2=GQ(1,body="OTHERQ"); n2.pop("url")
case("g graphql no url two repos","github",{"a.json":gq(n1),"b.json":J({"data":{"repository":{"nameWithOwner":"o/other","isPrivate":False,"issues":{"nodes":[n2]}}}})},["QUESTION1","OTHERQ"])
t=GQ(1); t["bodyText"]=t.pop("body")
case("g graphql bodyText","github",{"a.json":gq(t)},["QUESTION1"])
D=lambda n,**m:dict({"number":n,"title":"T","body":"QUESTION%d"%n,"category":{"name":"Q&A","is_answerable":True},"user":U("ada"),"author_association":"NONE","html_url":"https://github.com/o/r/discussions/%d"%n,"created_at":"2025-01-01T00:00:00Z","state":"open","answer_html_url":None,"answer_chosen_at":None,"comments":1,"comment_data":[{"id":55,"user":U("eve"),"author_association":"NONE","body":"CHOSEN%d"%n,"created_at":"2025-01-01T01:00:00Z","html_url":"x"}]},**m)
case("g disc","github",{"discussions/1.json":J(D(1,answer_html_url="https://github.com/o/r/discussions/1#discussioncomment-55",answer_chosen_at="2025-01-02T00:00:00Z")),"discussions/2.json":J(D(2))},["QUESTION1","CHOSEN1"],["QUESTION2"])
case("g disc gone answer","github",{"discussions/1.json":J(D(1,answer_html_url="https://github.com/o/r/discussions/1#discussioncomment-999",answer_chosen_at="2025-01-02T00:00:00Z"))},[],["QUESTION1"])
case("g rest list + comments","github",{"issues.json":J([{k:v for k,v in GI(1).items() if k!="comment_data"}]),"comments.json":J([dict(c,issue_url="https://api.github.com/repos/o/r/issues/1",html_url="https://github.com/o/r/issues/1#issuecomment-%d"%c["id"]) for c in GI(1)["comment_data"]])},["QUESTION1","ANSWER1"])
# slack
su=[{"id":"U1","name":"ada","real_name":"Ada Ask","profile":{"email":"ada@c.example","display_name":"adi"}},{"id":"U2","name":"tom","real_name":"Tom Agent","profile":{"email":"tom@acme.example"}},{"id":"B1","name":"bot","is_bot":True,"profile":{}},{"id":"U3","name":"gone","deleted":True,"real_name":"Gone Person","profile":{}}]
sm=lambda ts,u,t,root=None,**m:dict({"type":"message","ts":ts,"user":u,"text":t},**dict(({"thread_ts":root} if root else {}),**m))
R="1700000000.000100"
def slack(msgs1,msgs2=(),**extra):
    f={"users.json":J(su),"channels.json":J([{"id":"C1","name":"help"}]),"groups.json":J([{"id":"G1","name":"secretgroup"}]),"help/2023-11-14.json":J(list(msgs1))}
    if msgs2: f["help/2023-11-15.json"]=J(list(msgs2))
    f.update(extra); return f
case("s base","slack",slack([sm(R,"U1","QUESTION1 <@U2> <@U9|unkn> <#G1|secretgroup> <#C1|help> <!date^1^{date}|Nov 5> <!subteam^S1|@helpers> <mailto:z@q.example|Zed Quux> a &lt;b&gt;",R,reply_count=4)],[sm("1700000001.000100","U2","ANSWER1",R),sm("1700000002.000100","B1","CANARY",R,bot_id="B1"),sm("1700000003.000100","U3","LEFT",R),sm("1700000004.000100","U1","<@U1> CANARY has joined",R,subtype="channel_join")]),["QUESTION1","ANSWER1","LEFT","Nov 5"],["secretgroup","@@","@Nov"],people=["Gone Person","unkn","Zed Quux"])
case("s reply first","slack",slack([sm("1700000001.000100","U2","ANSWER1",R),sm(R,"U1","QUESTION1",R,reply_count=1)]),["QUESTION1","ANSWER1"])
case("s private","slack",dict(slack([sm(R,"U1","QUESTION1",R),sm("1700000001.000100","U2","ANSWER1",R)]),**{"secretgroup/2023-11-14.json":J([sm(R,"U1","CANARY",R),sm("1700000001.000100","U2","CANARY",R)]),"D12/2023-11-14.json":J([sm(R,"U1","CANARY",R),sm("1700000001.000100","U2","CANARY",R)])}),["QUESTION1"])
case("s link to an address","slack",slack([sm(R,"U1","QUESTION1",R,reply_count=1)],[sm("1700000001.000100","U2","ANSWER1 <mailto:z@q.example|email support> <mailto:y@q.example|Zed Quux>",R)]),["email support"],people=["Zed Quux","z@q.example"],nobody=["email support"])
case("s tomb","slack",slack([sm(R,"U1","QUESTION1",R,reply_count=2)],[sm("1700000001.000100","U2","ANSWER1",R),sm("1700000002.000100","USLACKBOT","This message was deleted.",R,subtype="tombstone",hidden=True)]),["QUESTION1","ANSWER1"],["was deleted"])
case("s missing reply","slack",slack([sm(R,"U1","QUESTION1",R,reply_count=3)],[sm("1700000001.000100","U2","ANSWER1",R)]),[],["QUESTION1"])
case("s root missing","slack",slack([sm("1700000001.000100","U2","CANARY",R)]))
b=io.BytesIO()
with zipfile.ZipFile(b,"w") as z:
    for k,v in slack([sm(R,"U1","QUESTION1",R)],[sm("1700000001.000100","U2","ANSWER1",R)]).items(): z.writestr("Acme export/"+k,v)
case("s zip nested","slack",{"x.zip":b.getvalue()},["QUESTION1"])
# discourse
P=lambda n,u,**m:dict({"id":n+100,"post_number":n,"post_type":1,"username":u,"name":u.title(),"cooked":"<p>POST%d</p>"%n,"created_at":"2025-01-01T0%d:00:00Z"%n,"staff":u=="tom","hidden":False,"user_deleted":False,"deleted_at":None,"user_id":n},**m)
def T(i,posts,**m): return dict({"id":i,"title":"T%d"%i,"archetype":"regular","visible":True,"closed":False,"archived":False,"category_id":4,"tags":[],"accepted_answer":{"post_number":2},"post_stream":{"posts":posts,"stream":[p["id"] for p in posts]}},**m)
cat=J({"category_list":{"categories":[{"id":4,"name":"Help","read_restricted":False},{"id":5,"name":"Staff","read_restricted":True},{"id":6,"name":"Nolabel"}]}})
ps=[P(1,"ada"),P(2,"tom"),P(3,"tom",post_type=4,cooked="CANARY"),P(4,"tom",post_type=3,cooked="CANARY",action_code="closed.enabled"),P(5,"eve",hidden=True,cooked="CANARY"),P(6,"eve",deleted_at="2025",cooked="CANARY"),P(7,"tom",post_type=2,cooked="CANARY"),P(8,"eve",post_type=None,cooked="CANARY"),P(9,"eve",post_type="whisper",cooked="CANARY")]
case("d base","discourse",{"categories.json":cat,"t/1.json":J(T(1,ps))},["POST1","POST2"])
CP=[P(1,"ada",cooked="CANARY"),P(2,"tom",cooked="CANARY")]
case("d private","discourse",{"categories.json":cat,"t/1.json":J(T(1,CP,archetype="private_message")),"t/2.json":J(T(2,CP,category_id=5)),"t/3.json":J(T(3,CP,category_id=6)),"t/4.json":J(T(4,CP,visible=False)),"t/5.json":J(T(5,CP,deleted_at="x")),"t/6.json":J(T(6,CP,category_id=None)),"t/7.json":J({k:v for k,v in T(7,CP).items() if k!="visible"}),"t/8.json":J({k:v for k,v in T(8,CP).items() if k!="archetype"}),"t/9.json":J(T(9,CP,category_id=77)),"t/10.json":J(T(10,CP,allowed_users=[{"username":"x"}],allowed_groups=[{"name":"g"}],archetype="private_message"))})
np=[P(1,"ada",cooked="POST1"),{k:v for k,v in P(2,"tom").items() if k not in("hidden","user_deleted","deleted_at")}]
case("d posts pages","discourse",{"categories.json":cat,"t/1.json":J(dict(T(1,[P(1,"ada")]),post_stream={"posts":[P(1,"ada")],"stream":[101,102]})),"t/1/posts.json":J({"post_stream":{"posts":[P(2,"tom")]},"id":1})},["POST1","POST2"])
case("d missing page","discourse",{"categories.json":cat,"t/1.json":J(dict(T(1,[P(1,"ada"),P(2,"tom")]),post_stream={"posts":[P(1,"ada"),P(2,"tom")],"stream":[101,102,103]}))},[],["POST1"])
# mail
def M(i,frm,to,sub,body,h="",refs=""):
    return "From: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s@x>\n%sDate: Wed, 01 Jan 2025 0%s:00:00 +0000\n%s\n%s\n\n"%(frm,to,sub,i,("In-Reply-To: <%s@x>\nReferences: <%s@x>\n"%(refs,refs) if refs else ""),i[-1],h,body)
F="From a@b.example Wed Jan 01 00:00:00 2025\n"
A="Ada Ask <ada@c.example>";S="Support <tom@acme.example>"
case("m base","mail",{"a.mbox":F+M("1",A,S,"Help","QUESTION1\n>From the start")+F+M("2",S,A,"Re: Help","ANSWER1",refs="1")+F+M("3",S,"Boss <b@acme.example>","Fwd: Help","CANARY",refs="1")+F+M("4",A,S,"Re: Help","CANARY","Auto-Submitted: auto-replied\n","1")},["QUESTION1","ANSWER1"],people=["Ada Ask"])
case("m crlf","mail",{"a.mbox":(F+M("1",A,S,"Help","QUESTION1")+F+M("2",S,A,"Re: Help","ANSWER1",refs="1")).replace("\n","\r\n")},["QUESTION1","ANSWER1"])
case("m sensitivity","mail",{"a.mbox":F+M("1",A,S,"Help","QUESTION1")+F+M("2",S,A,"Re: Help","CANARY","Sensitivity: Company-Confidential\n","1")+F+M("3",S,A,"Re: Help","ANSWER1",refs="1")},[],["ANSWER1"])
case("m ooo subject","mail",{"a.mbox":F+M("1",A,S,"Help","QUESTION1")+F+M("2",S,A,"Re: Help","ANSWER1",refs="1")+F+M("3",A,S,"Automatic reply: Help","CANARY",refs="2")},["ANSWER1"])
md={"Maildir/cur/1.x:2,S":M("1",A,S,"Help","QUESTION1"),"Maildir/cur/2.x:2,RS":M("2",S,A,"Re: Help","ANSWER1",refs="1"),"Maildir/cur/3.x:2,T":M("3",S,A,"Re: Help","CANARY",refs="1"),"Maildir/cur/4.x:2,DS":M("4",S,A,"Re: Help","CANARY",refs="1"),"Maildir/tmp/5.x":M("5",S,A,"Re: Help","CANARY",refs="1"),"Maildir/.Trash/cur/6.x:2,S":M("6",S,A,"Re: Help","CANARY",refs="1"),"Maildir/.Drafts/cur/7.x:2,S":M("7",S,A,"Re: Help","CANARY",refs="1"),"Maildir/.Junk/new/8.x":M("8",A,S,"Re: Help","CANARY",refs="1"),"Maildir/cur/9.x;2,ST":M("9",S,A,"Re: Help","CANARY",refs="1"),"Maildir/dovecot.index":"x"}
case("m maildir","mail",md,["QUESTION1","ANSWER1"])
mp=lambda a,b,c="":'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=bb\n'
def MP(i,frm,to,sub,parts,refs="",kind="alternative"):
    body="".join("--bb\nContent-Type: %s\n%s\n%s\n"%(t,"".join(x+"\n" for x in hs),b) for t,hs,b in parts)+"--bb--"
    return M(i,frm,to,sub,body,"MIME-Version: 1.0\nContent-Type: multipart/%s; boundary=bb\n"%kind,refs)
case("m blank plain","mail",{"a.mbox":F+MP("1",A,S,"Help",[("text/plain",[],"  "),("text/html",[],"<p>QUESTION1</p>")])+F+M("2",S,A,"Re: Help","ANSWER1",refs="1")},["QUESTION1"])
case("m attachment","mail",{"a.mbox":F+MP("1",A,S,"Help",[("text/plain",["Content-Disposition: attachment; filename=x.txt"],"CANARY"),("text/plain",[],"QUESTION1"),("message/rfc822",[],"Subject: x\n\nCANARY")],kind="mixed")+F+M("2",S,A,"Re: Help","ANSWER1",refs="1")},["QUESTION1"])
case("m 1252 as utf8","mail",{"a.mbox":(F+M("1",A,S,"Help","QUESTION1 caf@ is a word","Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n")+F+M("2",S,A,"Re: Help","ANSWER1",refs="1")).encode().replace(b"caf@",b"caf\xe9")},["café"])
case("m labels","mail",{"a.mbox":F+M("1",A,S,"Help","QUESTION1","X-GM-THRID: 77\nX-Gmail-Labels: Inbox\n")+F+M("2",S,A,"Re: Help","ANSWER1","X-GM-THRID: 77\n",refs="1")+F+M("3",S,A,"Re: Help","CANARY","X-GM-THRID: 77\nX-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=\n",refs="1")+F+M("4",S,A,"Re: Help","CANARY","X-GM-THRID: 77\nX-Gmail-Labels: Papierkorb\n",refs="1")+F+M("5",S,A,"Re: Help","CANARY","X-GM-THRID: 77\nX-Gmail-Labels: Wersje robocze\n",refs="1")},["QUESTION1"])
# freshdesk
FT=lambda i,**m:dict({"id":i,"subject":"S","status":4,"source":2,"requester_id":1,"responder_id":2,"description":"<p>QUESTION%d</p>"%i,"description_text":"x","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","spam":False,"cc_emails":["Carl Copy <carl@c.example>"],"tags":[],"conversations":[{"id":i*10,"body":"<p>ANSWER%d</p>"%i,"body_text":"x","incoming":False,"private":False,"user_id":2,"source":0,"created_at":"2025-01-01T01:00:00Z","to_emails":["Tina To <tina@c.example>"]},{"id":i*10+1,"body":"CANARY","incoming":False,"private":True,"user_id":2,"source":2},{"id":i*10+2,"body":"CANARY","incoming":False,"user_id":2,"source":2}]},**m)
case("f base","freshdesk",{"tickets.json":J([FT(1)]),"companies.json":J([{"id":9,"name":"Fresh Corp","domains":["fresh.example","fresh2.example"],"description":None,"note":None}])},["QUESTION1","ANSWER1"],people=["Fresh Corp","fresh.example","fresh2.example","Carl Copy","Tina To"])
case("f internal kinds","freshdesk",{"tickets.json":J([FT(1,association_type=3,description="CANARY"),FT(2,association_type=2,description="CANARY"),FT(3,deleted=True,description="CANARY"),FT(4,status=9,description="CANARY"),FT(5,spam=True,description="CANARY"),FT(6)])},["QUESTION6"])
# zammad
ZA=lambda i,t,s,b,**m:dict({"id":i,"ticket_id":t,"type":"email","sender":s,"internal":False,"content_type":"text/html","body":b,"from":"Nm %s <n@%s.example>"%(s,s),"to":"To Person <to@p.example>","cc":"Cc Person <cc@p.example>","created_at":"2025-01-01T00:0%d:00Z"%(i%10)},**m)
case("za base","zammad",{"tickets.json":J([{"id":1,"number":"11","title":"T","state":"closed","group":"Users","organization":"Zam Org","article_count":3,"created_at":"2025-01-01T00:00:00Z"}]),"articles.json":J([ZA(1,1,"Customer","QUESTION1"),ZA(2,1,"Agent","ANSWER1"),ZA(3,1,"Agent","CANARY",internal=True)]),"orgs.json":J([{"id":4,"name":"Org Name","domain":"orgdom.example","shared":True,"member_ids":[1]}])},["QUESTION1","ANSWER1"],people=["To Person","Cc Person","Org Name","orgdom.example","Zam Org"])
case("za nointernal","zammad",{"tickets.json":J([{"id":1,"number":"11","title":"T","state":"closed"},{"id":2,"number":"12","title":"T","state":"erledigt"}]),"articles.json":J([ZA(1,1,"Customer","QUESTION1"),{k:v for k,v in ZA(2,1,"Agent","CANARY").items() if k!="internal"}, ZA(4,2,"Customer","CANARY"),ZA(5,2,"Agent","CANARY")])},[],["QUESTION1"])
# jira
JC=lambda i,p,b,a="atlassian",**m:dict({"id":str(i),"body":b,"created":"2025-01-01T01:00:00.000+0000","author":{"accountId":"a%d"%i,"displayName":"Disp %d"%i,"accountType":a},"jsdPublic":p},**m)
JI=lambda i,cs,**f:{"id":str(i),"key":"SD-%d"%i,"fields":dict({"summary":"S","description":"QUESTION%d"%i,"status":{"name":"Done","statusCategory":{"key":"done"}},"reporter":{"accountId":"r","displayName":"Rep Orter","accountType":"customer"},"created":"2025-01-01T00:00:00.000+0000","labels":[],"comment":{"comments":cs,"total":len(cs)}},**f)}
case("j base","jira",{"a.json":J({"issues":[JI(1,[JC(1,True,"ANSWER1"),JC(2,False,"CANARY"),JC(3,None,"CANARY"),JC(4,True,"CANARY",visibility={"type":"role","value":"x"}),JC(5,True,"CANARY",a="app")])]})},["QUESTION1","ANSWER1"],people=["Rep Orter","Disp 1"])
case("j jsm api","jira",{"r.json":J({"values":[{"issueId":"10","issueKey":"SD-1","createdDate":{"iso8601":"2025-01-01T00:00:00+0000"},"reporter":{"accountId":"r","displayName":"Rep Orter"},"requestFieldValues":[{"fieldId":"summary","label":"Summary","value":"SUMM"},{"fieldId":"description","label":"D","value":"QUESTION1"}],"currentStatus":{"status":"Resolved","statusCategory":"DONE"},"comments":{"values":[{"id":"5","body":"ANSWER1","public":True,"author":{"accountId":"ag","displayName":"Agent A"},"created":{"iso8601":"2025-01-01T01:00:00+0000"}},{"id":"6","body":"CANARY","public":False,"author":{"accountId":"ag","displayName":"Agent A"},"created":{"iso8601":"2025-01-01T01:00:00+0000"}}]}}]})},["QUESTION1","ANSWER1"],people=["Rep Orter"])
case("j xml","jira",{"a.xml":"<rss><channel><item><key id='1'>S-1</key><summary>CANARY</summary><comments><comment>CANARY</comment></comments></item></channel></rss>"},exit=1)
# intercom
IP=lambda i,t,at,b,**m:dict({"id":str(i),"part_type":t,"body":b,"created_at":1700000000+i,"author":{"type":at,"id":"a%d"%i,"name":"Nm %d"%i,"email":"e%d@x.example"%i}},**m)
IC=lambda i,parts,**m:dict({"type":"conversation","id":str(i),"state":"closed","created_at":1700000000,"updated_at":1700000100,"source":{"type":"conversation","id":"s","body":"<p>QUESTION%d</p>"%i,"author":{"type":"user","id":"u","name":"Src Auth","email":"s@x.example"},"delivered_as":"customer_initiated"},"conversation_parts":{"conversation_parts":parts,"total_count":len(parts)}},**m)
case("i base","intercom",{"a.json":J(IC(1,[IP(1,"comment","admin","ANSWER1"),IP(2,"note","admin","CANARY"),IP(3,"comment","bot","CANARY"),IP(4,"assignment","admin","CANARY"),IP(5,"newkind","admin","CANARY"),IP(6,"close","admin",None)])),"contacts.json":J({"type":"list","data":[{"type":"contact","id":"c","name":"Con Tact","email":"con@x.example"}],"pages":{}}),"companies.json":J({"type":"list","data":[{"type":"company","id":"k","name":"Compa Ny","company_id":"6"}]})},["QUESTION1","ANSWER1"],people=["Con Tact","Compa Ny","Src Auth"])
case("i redacted","intercom",{"a.json":J(IC(1,[IP(1,"comment","admin","ANSWER1",redacted=True)]))},[],["QUESTION1"])
# osticket
case("o csv","osticket",{"q.csv":"Ticket Number,Date Created,Subject,From,From Email,Help Topic,Current Status\n1,2025-01-01,S,Jane Roe,j@r.example,General,Closed\n"},people=["Jane Roe"])
