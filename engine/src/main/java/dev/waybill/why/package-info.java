/** Why is it stuck: what a pipeline holds, which record each partition waits for, and what that means. */
@NullMarked
package dev.waybill.why;

import org.jspecify.annotations.NullMarked;
