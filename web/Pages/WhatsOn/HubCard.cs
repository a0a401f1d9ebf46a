using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Pages.WhatsOn;

/// <summary>A hub as residents choose one: where it is, and when it is open today.</summary>
public sealed record HubCard(Hub Hub, string Today)
{
    public static ImmutableArray<HubCard> Of(Network network, DateOnly today) =>
        [
            .. network.Hubs.Select(hub => new HubCard(
                hub,
                hub.OpenOn(today) is { IsEmpty: false } open
                    ? $"Open today {string.Join(" and ", open.Select(DayWords.Of))}"
                    : "Closed today"
            )),
        ];
}
