/** The engines that are held against each other, each behind the same small door and tuned as its own documents advise. */
@NullMarked
package dev.waybill.bench.contender;

import org.jspecify.annotations.NullMarked;
