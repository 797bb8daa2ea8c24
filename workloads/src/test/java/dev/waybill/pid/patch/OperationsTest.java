package dev.waybill.pid.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OperationsTest {
    /* The examples of RFC 6902, appendix A, with single quotes for double ones. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A.1 add a member | {'foo':'bar'} | {'op':'add','path':'/baz','value':'qux'} | {'baz':'qux','foo':'bar'}
            A.2 add an element | {'foo':['bar','baz']} | {'op':'add','path':'/foo/1','value':'qux'} | {'foo':['bar','qux','baz']}
            A.3 remove a member | {'baz':'qux','foo':'bar'} | {'op':'remove','path':'/baz'} | {'foo':'bar'}
            A.4 remove an element | {'foo':['bar','qux','baz']} | {'op':'remove','path':'/foo/1'} | {'foo':['bar','baz']}
            A.5 replace | {'baz':'qux','foo':'bar'} | {'op':'replace','path':'/baz','value':'boo'} | {'baz':'boo','foo':'bar'}
            A.6 move a value | {'foo':{'bar':'baz','waldo':'fred'},'qux':{'corge':'grault'}} | {'op':'move','from':'/foo/waldo','path':'/qux/thud'} | {'foo':{'bar':'baz'},'qux':{'corge':'grault','thud':'fred'}}
            A.7 move an element | {'foo':['all','grass','cows','eat']} | {'op':'move','from':'/foo/1','path':'/foo/3'} | {'foo':['all','cows','eat','grass']}
            A.8 test | {'baz':'qux','foo':['a',2,'c']} | {'op':'test','path':'/baz','value':'qux'},{'op':'test','path':'/foo/1','value':2} | {'baz':'qux','foo':['a',2,'c']}
            A.10 add a nested object | {'foo':'bar'} | {'op':'add','path':'/child','value':{'grandchild':{}}} | {'foo':'bar','child':{'grandchild':{}}}
            A.11 ignore unknown members | {'foo':'bar'} | {'op':'add','path':'/baz','value':'qux','xyz':123} | {'foo':'bar','baz':'qux'}
            A.14 escapes | {'/':9,'~1':10} | {'op':'test','path':'/~01','value':10} | {'/':9,'~1':10}
            A.16 add an array value | {'foo':['bar']} | {'op':'add','path':'/foo/-','value':['abc','def']} | {'foo':['bar',['abc','def']]}
            whole document | {'foo':'bar'} | {'op':'replace','path':'','value':{'a':1}} | {'a':1}
            copy | {'a':{'b':1}} | {'op':'copy','from':'/a','path':'/c'},{'op':'replace','path':'/c/b','value':2} | {'a':{'b':1},'c':{'b':2}}
            replace an element | {'foo':[1,2]} | {'op':'replace','path':'/foo/0','value':3} | {'foo':[3,2]}
            numbers by value | {'a':1.0} | {'op':'test','path':'/a','value':1} | {'a':1.0}
            removed already | {'a':1} | {'op':'remove','path':'/b/c'} | {'a':1}
            """)
    void appliesEachOperation(String name, String document, String operations, String expected) {
        var before = json(document);

        var result = ItemPatch.of(json("[" + operations + "]")).applyTo(before);

        assertThat(result).isEqualTo(json(expected));
        assertThat(before).as("the document itself").isEqualTo(json(document));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A.9 | {'baz':'qux'} | {'op':'test','path':'/baz','value':'bar'} | [0]: the document differs
            A.12 | {'foo':'bar'} | {'op':'add','path':'/baz/bat','value':'qux'} | [0].path: expected a place that exists, got "/baz/bat"
            A.15 | {'/':9,'~1':10} | {'op':'test','path':'/~01','value':'10'} | [0]: the document differs
            out of range | {'a':[1]} | {'op':'add','path':'/a/2','value':0} | [0].path: expected a place in an array of 1
            leading zero | {'a':[1,2]} | {'op':'add','path':'/a/01','value':0} | [0].path: expected a place in an array of 2
            into itself | {'a':{'b':1}} | {'op':'move','from':'/a','path':'/a/b/c'} | [0].path: expected a place outside
            the second | {'a':1} | {'op':'remove','path':'/a'},{'op':'replace','path':'/a','value':1} | [1].path
            missing source | {'a':1} | {'op':'copy','from':'/x','path':'/y'} | [0].from: expected a place that exists
            """)
    void saysWhichOperationDoesNotFit(String name, String document, String operations, String message) {
        var patch = ItemPatch.of(json("[" + operations + "]"));

        assertThatThrownBy(() -> patch.applyTo(json(document)))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'op':'increase','path':'/a'} | [0].op: expected add, remove, replace, move, copy or test, got "increase"
            {'op':'add','path':'/a'} | [0].value: expected a value, got nothing
            {'op':'add','path':'a','value':1} | [0].path: expected a JSON pointer
            {'op':'add','path':'/a~2','value':1} | [0].path: expected a JSON pointer
            {'op':'move','path':'/a'} | [0].from: expected a text, got nothing
            {'path':'/a'} | [0].op: expected a text, got nothing
            7 | [0]: expected an operation
            """)
    void refusesWhatIsNoOperation(String operation, String message) {
        assertThatThrownBy(() -> ItemPatch.of(json("[" + operation + "]")))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining(message);
    }

    @Test
    void takesOperationsInsideAnObject() {
        var patch = ItemPatch.of(json("{'operations':[{'op':'add','path':'/a','value':1}]}"));

        assertThat(patch.applyTo(json("{}"))).isEqualTo(json("{'a':1}"));
    }

    @Test
    void refusesOperationsThatAreNoList() {
        assertThatThrownBy(() -> ItemPatch.of(json("{'operations':7}"))).hasMessageStartingWith(".operations: ");
        assertThatThrownBy(() -> ItemPatch.of(json("7"))).hasMessageStartingWith(": expected a list");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
