using System.Collections.Frozen;
using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>What each room offers, its hub's own features included: "step-free", "hoist", "induction loop", ...</summary>
public sealed class PlaceFeatures
{
    private readonly FrozenDictionary<(HubId, RoomId), FrozenSet<string>> words;

    private PlaceFeatures(FrozenDictionary<(HubId, RoomId), FrozenSet<string>> words) =>
        this.words = words;

    public static PlaceFeatures None { get; } =
        new(FrozenDictionary<(HubId, RoomId), FrozenSet<string>>.Empty);

    public static PlaceFeatures Of(Network network) =>
        new(
            network
                .Hubs.SelectMany(hub => hub.Rooms, (hub, room) => (hub, room))
                .ToFrozenDictionary(
                    place => (place.hub.Id, place.room.Id),
                    place =>
                        place
                            .hub.Accessibility.Concat(place.room.Features)
                            .Select(AsWord)
                            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
                )
        );

    public bool Offer(HubId hub, RoomId room, ImmutableArray<string> needs)
    {
        if (!words.TryGetValue((hub, room), out var offered))
            return false;
        foreach (var need in needs)
            if (!offered.Contains(AsWord(need)))
                return false;
        return true;
    }

    private static string AsWord(string feature) => feature.Replace(' ', '-');
}
