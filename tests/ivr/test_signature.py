"""Our check of Twilio's signature, beside the operator's own validator."""

from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from ivr.line.twilio.signature import is_signed, sign

TOKEN = "12345"
ADDRESS = "https://relais.example/phone/twilio/voice"
names = st.text(alphabet=st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12)
values = st.text(max_size=24)


def test_the_operators_own_example_is_signed_as_in_its_documentation() -> None:
    """The published example, letter by letter."""
    parameters = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    assert (
        sign(TOKEN, "https://mycompany.com/myapp.php?foo=1&bar=2", parameters.items()) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    )


@given(parameters=st.dictionaries(names, values, max_size=8))
def test_we_sign_as_the_operators_validator_does(parameters: dict[str, str]) -> None:
    """Unknown parameters, blank values and spaces around included."""
    signature = sign(TOKEN, ADDRESS, parameters.items())
    assert RequestValidator(TOKEN).validate(ADDRESS, parameters, signature)
    assert RequestValidator(TOKEN).compute_signature(ADDRESS, parameters) == signature


@given(parameters=st.dictionaries(names, values, min_size=1, max_size=4), more=values)
def test_any_change_breaks_the_signature(parameters: dict[str, str], more: str) -> None:
    """One value, one address, one token: all are covered."""
    signature = sign(TOKEN, ADDRESS, parameters.items())
    changed = {**parameters, next(iter(parameters)): next(iter(parameters.values())) + more + "x"}
    assert is_signed(TOKEN, ADDRESS, parameters.items(), signature)
    assert not is_signed(TOKEN, ADDRESS, changed.items(), signature)
    assert not is_signed(TOKEN, ADDRESS + "/", parameters.items(), signature)
    assert not is_signed(TOKEN + "6", ADDRESS, parameters.items(), signature)


def test_the_upgrade_is_signed_as_wss() -> None:
    """The operator signs the stream's address as wss; https is refused (voice.md A2)."""
    stream = "wss://relais.example/phone/twilio/stream"
    signature = RequestValidator(TOKEN).compute_signature(stream, {})
    assert is_signed(TOKEN, stream, (), signature)
    assert not is_signed(TOKEN, stream.replace("wss", "https"), (), signature)


def test_without_a_token_nothing_is_signed() -> None:
    """A site that was given no secret refuses everything."""
    assert not is_signed("", ADDRESS, (), sign("", ADDRESS))
