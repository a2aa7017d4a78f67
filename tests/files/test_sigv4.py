"""The signature against the vectors that AWS published."""

from datetime import UTC, datetime

import pytest

from callbridge.files.sigv4 import EMPTY_SHA256, Credentials, Unsigned, amz_date, authorization

S3_AT = datetime(2013, 5, 24, tzinfo=UTC)
S3 = Credentials(
    access_key="AKIAIOSFODNN7EXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region="us-east-1",
)
HOST = {"host": "examplebucket.s3.amazonaws.com", "x-amz-date": amz_date(S3_AT)}
PLAIN = {**HOST, "x-amz-content-sha256": EMPTY_SHA256}
SUITE_AT = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
SUITE = Credentials(
    access_key="AKIDEXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    region="us-east-1",
    service="service",
)
SUITE_HEADERS = {"host": "example.amazonaws.com", "x-amz-date": "20150830T123600Z"}


def signature(request: Unsigned, credentials: Credentials, at: datetime) -> str:
    return authorization(request, credentials, at).rpartition("=")[2]


def test_an_object_is_got_with_a_range() -> None:
    """S3 API reference, "Example: GET Object"."""
    asked = Unsigned(method="GET", path="/test.txt", headers={**PLAIN, "Range": "bytes=0-9"})
    assert authorization(asked, S3, S3_AT) == (
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


def test_an_object_is_put_under_a_name_that_must_be_encoded() -> None:
    """S3 API reference, "Example: PUT Object"."""
    payload = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
    headers = {
        **HOST,
        "x-amz-content-sha256": payload,
        "date": "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
    }
    asked = Unsigned(method="PUT", path="/test$file.text", headers=headers, payload_sha256=payload)
    assert signature(asked, S3, S3_AT) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    assert asked.target == "/test%24file.text"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ([("lifecycle", "")], "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (
            [("prefix", "J"), ("max-keys", "2")],
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_a_query_is_signed_in_the_order_of_its_names(query: list[tuple[str, str]], expected: str) -> None:
    """S3 API reference, "Example: GET Bucket Lifecycle" and "Get Bucket (List Objects)"."""
    asked = Unsigned(method="GET", path="/", query=query, headers=PLAIN)
    assert signature(asked, S3, S3_AT) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            Unsigned(method="GET", path="/", headers=SUITE_HEADERS),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        ),
        (
            Unsigned(method="GET", path="/", query=[("Param2", "value2"), ("Param1", "value1")], headers=SUITE_HEADERS),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            Unsigned(method="POST", path="/", headers=SUITE_HEADERS),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        ),
    ],
    ids=["get-vanilla", "get-vanilla-query-order-key-case", "post-vanilla"],
)
def test_the_signature_is_that_of_the_test_suite(asked: Unsigned, expected: str) -> None:
    """The AWS Signature Version 4 test suite."""
    assert signature(asked, SUITE, SUITE_AT) == expected


def test_the_secret_is_in_no_repr() -> None:
    assert S3.secret not in repr(S3)
