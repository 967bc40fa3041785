"""A mail server with STARTTLS: `smtp.py CERTIFICATE KEY`. Prints its port, then a line of JSON for each mail it takes."""
import asyncio, base64, json, ssl, sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Box:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        if address.startswith("busy@"):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                          "user": session.auth_data.login.decode() if session.auth_data else "",
                          "data": base64.b64encode(envelope.content).decode()}), flush=True)
        return "250 taken"


def sign_in(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == b"weir" and data.password == b"let me in"
    return AuthResult(success=good, handled=True, auth_data=data)


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(sys.argv[1], sys.argv[2])


async def serve():
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Box(), hostname="127.0.0.1", tls_context=context, require_starttls=True, authenticator=sign_in, auth_required=True),
        "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until the test closes it
    server.close()


asyncio.run(serve())
