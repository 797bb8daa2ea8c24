/** HTTP requests as deliveries: a deadline for the whole exchange, a bound on how many are under way, typed failures. */
@NullMarked
package dev.waybill.http;

import org.jspecify.annotations.NullMarked;
