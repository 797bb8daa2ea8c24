package dev.waybill.delivery;

import dev.waybill.retry.Breaker;
import dev.waybill.retry.PeerEvidence;

/**
 * How a step fares that has failed: whether it is to be asked, and what it has taken since. Confined to the loop's thread.
 *
 * @param name where the step stands, such as {@code sink} or {@code step 2}
 * @param asksOthers whether it delivers, or waits for somebody's answer: only then an unforeseen failure may be theirs
 */
record SinkHealth(String name, boolean asksOthers, Breaker breaker, PeerEvidence evidence) {}
