using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>One thing that gives way, and the week with it.</summary>
/// <param name="Effort">Points of our own making: what is settled at a desk costs 1 or 2, what is asked of a person 3 or 4, of a building 5 and more.</param>
internal sealed record Concession(
    string Rule,
    string Sentence,
    double Effort,
    Func<WeekProblem, WeekProblem> Make
)
{
    public Concession And(Concession other) =>
        new(
            Rule,
            $"{Sentence}, and {char.ToLowerInvariant(other.Sentence[0])}{other.Sentence[1..]}",
            Effort + other.Effort,
            week => other.Make(Make(week))
        );
}
