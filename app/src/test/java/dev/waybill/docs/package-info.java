/** Every command that a document shows is run. */
@NullMarked
package dev.waybill.docs;

import org.jspecify.annotations.NullMarked;
