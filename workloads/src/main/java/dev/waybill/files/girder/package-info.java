/** Files on their way to Girder: folders made once, uploads that go on where they broke off, nothing sent twice. */
@NullMarked
package dev.waybill.files.girder;

import org.jspecify.annotations.NullMarked;
