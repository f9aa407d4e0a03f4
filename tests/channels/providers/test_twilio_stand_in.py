"""The stand-in for Twilio refuses what Twilio refuses, in its shape."""

import pytest

SMS = {"To": "+31612345678", "From": "+3197010280000", "Body": "hello"}
TWILIO = {
    "no-to": ({"To": None}, 21604),
    "to-without-plus": ({"To": "31612345678"}, 21211),
    "to-zero": ({"To": "+0612345678"}, 21211),
    "to-hidden": ({"To": "NL.13491208655302741918"}, 21211),
    "to-words": ({"To": "somebody"}, 21211),
    "to-whatsapp": ({"To": "whatsapp:+31612345678"}, 21211),
    "no-from": ({"From": None}, 21603),
    "from-another": ({"From": "+31600000000"}, 21659),
    "from-whatsapp": ({"From": "whatsapp:+3197010280000"}, 63007),
    "service-of-another": ({"MessagingServiceSid": "MG" + "0" * 32}, 21705),
    "service-malformed": ({"MessagingServiceSid": "MG1"}, 20001),
    "no-content": ({"Body": None}, 21602),
    "blank": ({"Body": " "}, 21602),
    "1601": ({"Body": "x" * 1601}, 21617),
    "801-emoji": ({"Body": "😀" * 801}, 21617),
    "eleven-files": ({"MediaUrl": ["https://example.com/a.jpg"] * 11}, 21623),
    "file-without-address": ({"MediaUrl": "a.jpg"}, 20001),
    "content-and-body": ({"ContentSid": "HX" + "0" * 32}, 20001),
    "unknown-parameter": ({"Colour": "red"}, 20001),
    "parameter-twice": ({"Body": ["a", "b"]}, 20001),
    "smart-maybe": ({"SmartEncoded": "yes"}, 20001),
    "callback-without-host": ({"StatusCallback": "shop"}, 21609),
    "callback-underscore": ({"StatusCallback": "https://my_shop.example.com/x"}, 21609),
    "callback-long": ({"StatusCallback": "https://example.com/" + "x" * 4000}, 21609),
    "valid-0": ({"ValidityPeriod": "0"}, 20001),
    "valid-36001": ({"ValidityPeriod": "36001"}, 20001),
    "price-words": ({"MaxPrice": "much"}, 20001),
    "later": ({"SendAt": "tomorrow"}, 20001),
    "variables-alone": ({"ContentVariables": "{}"}, 20001),
    "region": ({"To": "+358401234567"}, 21408),
}


@pytest.mark.parametrize(("asked", "code"), TWILIO.values(), ids=TWILIO)
def test_twilio_refuses(sms, client, asked, code):
    form = {name: value for name, value in {**SMS, **asked}.items() if value is not None}
    url = f"{sms.url}/2010-04-01/Accounts/{sms.account}/Messages.json"
    answer = client.post(url, data=form, auth=(sms.account, sms.auth_token))
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert sms.sent == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("Messages.json", {"json": SMS}),
        ("Messages.json?Body=a", {"data": SMS}),
        ("IncomingPhoneNumbers/PN" + "0c" * 16 + ".json", {"data": {"SmsUrl": "nowhere"}}),
        ("IncomingPhoneNumbers/PN" + "0c" * 16 + ".json", {"data": {"SmsMethod": "PUT"}}),
        ("IncomingPhoneNumbers/PN" + "0c" * 16 + ".json", {"data": {"Colour": "red"}}),
    ],
    ids=["json", "query", "address", "method", "unknown"],
)
def test_twilio_refuses_what_is_no_form_of_its(sms, client, path, content):
    url = f"{sms.url}/2010-04-01/Accounts/{sms.account}/{path}"
    answer = client.post(url, auth=(sms.account, sms.auth_token), **content)
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)


def test_twilio_wants_the_token_for_the_api_and_none_where_files_lie(sms, client):
    auth = (sms.account, sms.auth_token)
    sms.photo("+31612345678", b"the file")
    [name] = sms.files
    url = f"{sms.url}/2010-04-01/Accounts/{sms.account}/Messages/{name.replace('/', '/Media/')}"
    assert client.get(url).status_code == 401
    assert client.get(url, auth=(sms.account, "another")).status_code == 401
    answer = client.get(url, auth=auth)
    assert answer.status_code == 307
    assert client.get(answer.headers["location"], auth=auth).status_code == 400
    assert client.get(answer.headers["location"]).content == b"the file"
    assert client.get(f"{sms.url}/2010-04-01/Accounts/AC{'1' * 32}.json", auth=auth).json()["code"] == 20404


def test_twilio_calls_the_second_address_once_when_the_first_call_came_to_nothing(sms, sms_channel):
    sms.phone |= {"sms_url": "http://127.0.0.1:9/a", "sms_fallback_url": "http://127.0.0.1:9/b"}
    sms.hook_url = "http://127.0.0.1:9/a"
    sms.say("+31612345678", "hello")
    assert sms.statuses == [0, 0]
