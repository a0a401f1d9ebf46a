using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>
/// Finds an appointment by the reference a person reads out. A reference names its date, so only the hubs' diaries of that date are asked, one look-up in each; the others only for one
/// that none of them knows, because references did not always name dates.
/// </summary>
public sealed class AppointmentFinder(IGrainFactory grains, LiveBoards boards)
{
    private const int AskedAtOnce = 32;

    /// <summary>What people type ("h7k2 m9xd") as it ends an id; null when it cannot be a reference.</summary>
    public static string? CodeOf(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return code.Length == IssuedCode.Length ? code : null;
    }

    public async Task<(Diary Diary, Appointment Appointment)?> Find(string code)
    {
        var days = boards.Keys.ToLookup(key => IssuedCode.Names(key.Date, code));
        return await Find(code, days[true])
            ?? await Find(code, days[false].OrderBy(key => key.Date));
    }

    private async Task<(Diary Diary, Appointment Appointment)?> Find(
        string code,
        IEnumerable<DiaryKey> days
    )
    {
        foreach (var keys in days.Chunk(AskedAtOnce))
        {
            var diaries = await Task.WhenAll(keys.Select(key => grains.Diary(key).Get()));
            foreach (var diary in diaries)
            {
                var id = new AppointmentId(new DiaryKey(diary.Hub, diary.Date).Issue(code));
                if (diary.Appointments.TryGetValue(id, out var found))
                    return (diary, found);
            }
        }
        return null;
    }
}
