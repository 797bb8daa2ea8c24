/** Changes to a JSON document: RFC 6902 operations and RFC 7386 merge patches. */
@NullMarked
package dev.waybill.pid.patch;

import org.jspecify.annotations.NullMarked;
