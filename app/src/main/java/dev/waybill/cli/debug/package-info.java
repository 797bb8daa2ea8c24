/** {@code debug}: what somebody who helps from afar needs to see, with no secret in it. */
@NullMarked
package dev.waybill.cli.debug;

import org.jspecify.annotations.NullMarked;
