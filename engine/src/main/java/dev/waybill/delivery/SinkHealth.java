package dev.waybill.delivery;

import dev.waybill.retry.Breaker;
import dev.waybill.retry.PeerEvidence;

/**
 * How a step fares that has failed: whether it is to be asked, and what it has taken since. Confined to the loop's thread.
 *
 * @param name where the step stands, such as {@code sink} or {@code step 2}
 * @param number its place among all steps, from 0 on; those of branches come behind the step that leads to them
 * @param asksOthers whether it delivers, or waits for somebody's answer: only then an unforeseen failure may be theirs
 */
record SinkHealth(String name, int number, boolean asksOthers, Breaker breaker, PeerEvidence evidence) {}
