from callbridge.kernel.ids import PbxName, call_id, leg_id


def test_an_identity_names_the_pbx_so_that_two_pbxs_never_share_one() -> None:
    assert call_id(PbxName("msk"), "1764000000.12") == "msk:1764000000.12"
    assert call_id(PbxName("msk"), "1.1") != call_id(PbxName("spb"), "1.1")
    assert leg_id(PbxName("msk"), "1764000000.13") == "msk:1764000000.13"
