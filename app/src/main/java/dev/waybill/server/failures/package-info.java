/** The failure stores that a server knows, and what is in them. */
@NullMarked
package dev.waybill.server.failures;

import org.jspecify.annotations.NullMarked;
