/** Carries a plan out at the Handle service: files before their dataset, and only what is not yet done. */
@NullMarked
package dev.waybill.pid.register;

import org.jspecify.annotations.NullMarked;
