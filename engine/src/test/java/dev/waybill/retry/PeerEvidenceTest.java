package dev.waybill.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerEvidenceTest {
    private final PeerEvidence evidence = new PeerEvidence(2);

    @Test
    void asManyOtherKeysAsAreAskedForAreEnough() {
        long since = evidence.now();

        evidence.delivered("b");
        evidence.delivered("b");
        assertThat(evidence.enoughOthersSince(since, "a")).isFalse();
        evidence.delivered("c");

        assertThat(evidence.enoughOthersSince(since, "a")).isTrue();
        assertThat(evidence.enoughOthersSince(evidence.now(), "a")).isFalse();
    }

    @Test
    void theKeyItselfIsNoOther() {
        long since = evidence.now();

        evidence.delivered("b");
        evidence.delivered("a");
        assertThat(evidence.enoughOthersSince(since, "a")).isFalse();
        evidence.delivered("c");

        assertThat(evidence.enoughOthersSince(since, "a")).isTrue();
    }

    @Test
    void anotherKeyIsRememberedHoweverOftenTheKeyItselfIsTaken() {
        var asksForNone = new PeerEvidence(0);
        long since = asksForNone.now();

        asksForNone.delivered("a");
        assertThat(asksForNone.anyOtherSince(since, "a")).isFalse();
        asksForNone.delivered("b");
        asksForNone.delivered("a");

        assertThat(asksForNone.anyOtherSince(since, "a")).isTrue();
        assertThat(asksForNone.enoughOthersSince(since, "a")).isTrue();
    }
}
