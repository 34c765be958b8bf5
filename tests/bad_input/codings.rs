//! Codings that cannot be, and questions about what is not there.

use super::{SECRET, case, check, folder};

#[test]
fn a_coding_that_cannot_be_is_not_made() {
    let folder = folder();
    for case in [
        case(
            "coding add goed steun --start 5 --end 999 --coder A",
            2,
            &["error: goed: the end (999) lies beyond the text, which has 72 characters\nhint: "],
        ),
        case(
            "coding add goed steun --start 9 --end 5 --coder A",
            2,
            &["error: goed: the end (5) is not after the start (9)\nhint: "],
        ),
        case(
            "coding add goed steun --start 5 --end 5 --coder A",
            2,
            &["error: goed: the end (5) is not after the start (5)\nhint: "],
        ),
        case(
            "coding add goed steum --start 0 --end 5 --coder A",
            2,
            &["there is no code `steum`", "hint: did you mean steun?"],
        ),
        case("coding add goed q --start 0 --end 5 --coder A", 2, &["hint: `kwali list codes`"]),
        case(
            "coding add goet steun --start 0 --end 5 --coder A",
            2,
            &["there is no document `goet`", "hint: did you mean goed?"],
        ),
        case(
            "coding add goed steun --quote nergens --coder A",
            2,
            &["error: goed: the quote does not stand in the text\nhint: "],
        ),
        case(
            "coding add goed steun --quote geheimwoord --coder A",
            2,
            &["error: goed: the quote stands in the text 3 times, in paragraphs 1 and 2\nhint: "],
        ),
        case(
            "coding add goed steun --start 0 --end 5 --coder A --weight 101",
            2,
            &["error: a weight is a whole number from 0 to 100\nhint: "],
        ),
        case(
            "coding add goed steun --start 0 --end 5",
            2,
            &["error: it is not said which coder makes this\nhint: name the coder with `--coder"],
        ),
        case("coding remove 99", 2, &["there is no coding `99`", "hint: `kwali coding list`"]),
        case("memo add code:steum --coder A --text x", 2, &["hint: did you mean steun?"]),
        case("memo add iets --coder A --text x", 2, &["a memo cannot be about `iets`"]),
        case("show goet", 2, &["there is no document `goet`", "hint: did you mean goed?"]),
        case("retrieve #steum", 2, &["there is no code `steum`", "\n#steum\n", "`steun`"]),
        case("crosstab --by rol", 2, &["there is no variable `rol`"]),
    ] {
        check(&folder, &case);
    }
}

#[test]
fn bad_rows_of_codings_are_named_and_the_others_come_in() {
    let folder = folder();
    folder.write(
        "k.csv",
        "document,start,end,code,coder,weight,quote\n\
         goed,0,5,steun,A,,\n\
         goed,5,999,steun,A,,\n\
         goed,5,2,steun,A,,\n\
         goed,1,3,steum,A,,\n\
         goet,1,3,steun,A,,\n\
         goed,,,steun,A,,geheimwoord\n\
         goed,2,4,steun,A,101,\n\
         goed,drie,4,steun,A,,\n",
    );
    let run = folder.fails_with(
        1,
        &["coding", "import", "k.csv"],
        &[
            "error: k.csv:3: the end (999) lies beyond the text, which has 72 characters\nhint: ",
            "error: k.csv:4: the end (2) is not after the start (5)\nhint: ",
            "error: k.csv:5: there is no code `steum`\nhint: did you mean `steun`?",
            "error: k.csv:6: there is no document `goet`\nhint: ",
            "error: k.csv:7: the quote stands in the text 3 times",
            "error: k.csv:8: `weight` is not a whole number from 0 to 100\nhint: correct it",
            "error: k.csv:9: `start` is not a whole number from 0\nhint: correct it",
            "1 codings added",
        ],
    );
    assert!(!run.stderr.contains(SECRET), "{}", run.stderr);
    assert_eq!(folder.table(&["coding", "list"]).column("end"), [5]);
    folder.ok(&["doctor"]);
}
