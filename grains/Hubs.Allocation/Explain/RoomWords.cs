using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Kinds of rooms as people speak of them.</summary>
internal static class RoomWords
{
    public static string Of(RoomType type) =>
        string.Concat(
            type.ToString()
                .Select(
                    (c, i) =>
                        i > 0 && char.IsUpper(c)
                            ? $" {char.ToLowerInvariant(c)}"
                            : $"{char.ToLowerInvariant(c)}"
                )
        );

    public static string Plural(RoomType type) =>
        type switch
        {
            RoomType.PhlebotomyBay or RoomType.ImagingDock or RoomType.Office => $"{Of(type)}s",
            _ => $"{Of(type)} rooms",
        };
}
