using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Web.Pages.Plans;

/// <summary>How the score fell, as a line to draw and as words. Drawn in a box of <see cref="Width"/> by <see cref="Height"/>.</summary>
public sealed record TrailChart(
    string Points,
    string Top,
    string Bottom,
    string Until,
    string Words
)
{
    public const int Width = 600;
    public const int Height = 140;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Null while there are fewer than two points.</summary>
    public static TrailChart? Of(ImmutableArray<ScoreAt> trail)
    {
        if (trail.Length < 2)
            return null;
        var (first, last) = (trail[0], trail[^1]);
        var highest = trail.Max(at => at.Cost);
        var lowest = trail.Min(at => at.Cost);
        var span = Math.Max(highest - lowest, 1e-9);
        var time = Math.Max(last.Seconds - first.Seconds, 1e-9);
        return new TrailChart(
            string.Join(
                ' ',
                trail.Select(at =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Width * (at.Seconds - first.Seconds) / time:0.#},{Height * (highest - at.Cost) / span:0.#}"
                    )
                )
            ),
            highest.ToString("N0", English),
            lowest.ToString("N0", English),
            string.Create(English, $"{last.Seconds:N0} s"),
            string.Create(
                English,
                $"From {first.Cost:N0} points off ideal after {first.Seconds:0.#} seconds to {last.Cost:N0} after {last.Seconds:0.#}. Lower is better."
            )
        );
    }
}
