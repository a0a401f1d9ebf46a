using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Web.Pages.Plans;

/// <summary>A verdict on a move in words: one word for its tag, a sentence, and what gives way.</summary>
public sealed record MoveWords(
    string Tone,
    string Word,
    string Sentence,
    ImmutableArray<string> Details,
    ImmutableArray<SessionId> Others
)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public const string Free = "free";
    public const string IfOthersGiveWay = "others";
    public const string No = "no";

    public string Colour =>
        Tone switch
        {
            Free => "green",
            IfOthersGiveWay => "yellow",
            _ => "red",
        };

    /// <summary>What to press.</summary>
    public string Button =>
        Others.IsEmpty ? "Move it"
        : Others.Length == 1 ? "Move it, and 1 other gives way"
        : $"Move it, and {Others.Length} others give way";

    public static MoveWords Of(PlaceVerdict verdict, Plan plan)
    {
        var because = string.Join(". ", verdict.Objections.Select(o => o.Sentence));
        if (verdict.IsFree)
            return new(Free, "Free", Score(verdict.CostChange ?? 0), [], []);
        if (verdict.CostChange is not { } change)
            return new(No, "Not possible", $"{because}.", [], []);
        ImmutableArray<string> details =
        [
            .. verdict.Moves.Select(move => $"{move.Sentence}."),
            .. verdict.Displaced.Select(id =>
                plan.Sessions.FirstOrDefault(session => session.Id == id) is { } lost
                    ? $"{lost.ServiceName}, {DayWords.Of(lost.Date)} {DayWords.Of(lost.Window)}, loses its place."
                    : $"{id} loses its place."
            ),
        ];
        return new(
            IfOthersGiveWay,
            "Taken, but possible",
            $"{because}. {Score(change)}",
            details,
            verdict.Others
        );
    }

    /// <summary>"The plan gets 2.5 points better." Points count what is off ideal, so fewer are better.</summary>
    public static string Score(double points) =>
        points == 0
            ? "The score stays the same."
            : string.Create(
                English,
                $"The plan gets {Math.Abs(points):0.##} {(Math.Abs(points) == 1 ? "point" : "points")} {(points > 0 ? "worse" : "better")}."
            );
}
