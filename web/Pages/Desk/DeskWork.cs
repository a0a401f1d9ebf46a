using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Boards;

namespace Hubs.Web.Pages.Desk;

/// <summary>What the pages of a front desk work with.</summary>
public sealed class DeskWork(
    IGrainFactory grains,
    KnownNetwork network,
    CommandKeys keys,
    ResidentSealing residents,
    SlotIndex slots,
    LiveBoards boards,
    UkCalendar calendar
)
{
    public IGrainFactory Grains => grains;
    public CommandKeys Keys => keys;
    public ResidentSealing Residents => residents;
    public SlotIndex Slots => slots;
    public LiveBoards Boards => boards;
    public UkCalendar Calendar => calendar;

    public async Task<Network> Network() => (await network.Get()).Network;

    /// <summary>From memory where it is followed, else from the diary itself.</summary>
    public async Task<Board> Board(DiaryKey key) =>
        boards.Find(key)?.Board ?? await grains.Diary(key).Watch();

    /// <summary>Days of a hub on which somebody lost a place.</summary>
    public IEnumerable<DiaryKey> DaysWithOrphans(HubId hub) =>
        boards
            .Keys.Where(key =>
                key.Hub == hub && boards.Find(key)!.Board.Sessions.Any(s => s.Orphaned > 0)
            )
            .OrderBy(key => key.Date);
}
