# A source of thousands of statements, each reached from the function, for the search of forbidden uses.
import numpy as np
def f0():
    return f1, np.x0
def f1():
    return f2, np.x1
def f2():
    return f3, np.x2
def f3():
    return f4, np.x3
def f4():
    return f5, np.x4
def f5():
    return f6, np.x5
def f6():
    return f7, np.x6
def f7():
    return f8, np.x7
def f8():
    return f9, np.x8
def f9():
    return f10, np.x9
def f10():
    return f11, np.x10
def f11():
    return f12, np.x11
def f12():
    return f13, np.x12
def f13():
    return f14, np.x13
def f14():
    return f15, np.x14
def f15():
    return f16, np.x15
def f16():
    return f17, np.x16
def f17():
    return f18, np.x17
def f18():
    return f19, np.x18
def f19():
    return f20, np.x19
def f20():
    return f21, np.x20
def f21():
    return f22, np.x21
def f22():
    return f23, np.x22
def f23():
    return f24, np.x23
def f24():
    return f25, np.x24
def f25():
    return f26, np.x25
def f26():
    return f27, np.x26
def f27():
    return f28, np.x27
def f28():
    return f29, np.x28
def f29():
    return f30, np.x29
def f30():
    return f31, np.x30
def f31():
    return f32, np.x31
def f32():
    return f33, np.x32
def f33():
    return f34, np.x33
def f34():
    return f35, np.x34
def f35():
    return f36, np.x35
def f36():
    return f37, np.x36
def f37():
    return f38, np.x37
def f38():
    return f39, np.x38
def f39():
    return f40, np.x39
def f40():
    return f41, np.x40
def f41():
    return f42, np.x41
def f42():
    return f43, np.x42
def f43():
    return f44, np.x43
def f44():
    return f45, np.x44
def f45():
    return f46, np.x45
def f46():
    return f47, np.x46
def f47():
    return f48, np.x47
def f48():
    return f49, np.x48
def f49():
    return f50, np.x49
def f50():
    return f51, np.x50
def f51():
    return f52, np.x51
def f52():
    return f53, np.x52
def f53():
    return f54, np.x53
def f54():
    return f55, np.x54
def f55():
    return f56, np.x55
def f56():
    return f57, np.x56
def f57():
    return f58, np.x57
def f58():
    return f59, np.x58
def f59():
    return f60, np.x59
def f60():
    return f61, np.x60
def f61():
    return f62, np.x61
def f62():
    return f63, np.x62
def f63():
    return f64, np.x63
def f64():
    return f65, np.x64
def f65():
    return f66, np.x65
def f66():
    return f67, np.x66
def f67():
    return f68, np.x67
def f68():
    return f69, np.x68
def f69():
    return f70, np.x69
def f70():
    return f71, np.x70
def f71():
    return f72, np.x71
def f72():
    return f73, np.x72
def f73():
    return f74, np.x73
def f74():
    return f75, np.x74
def f75():
    return f76, np.x75
def f76():
    return f77, np.x76
def f77():
    return f78, np.x77
def f78():
    return f79, np.x78
def f79():
    return f80, np.x79
def f80():
    return f81, np.x80
def f81():
    return f82, np.x81
def f82():
    return f83, np.x82
def f83():
    return f84, np.x83
def f84():
    return f85, np.x84
def f85():
    return f86, np.x85
def f86():
    return f87, np.x86
def f87():
    return f88, np.x87
def f88():
    return f89, np.x88
def f89():
    return f90, np.x89
def f90():
    return f91, np.x90
def f91():
    return f92, np.x91
def f92():
    return f93, np.x92
def f93():
    return f94, np.x93
def f94():
    return f95, np.x94
def f95():
    return f96, np.x95
def f96():
    return f97, np.x96
def f97():
    return f98, np.x97
def f98():
    return f99, np.x98
def f99():
    return f100, np.x99
def f100():
    return f101, np.x100
def f101():
    return f102, np.x101
def f102():
    return f103, np.x102
def f103():
    return f104, np.x103
def f104():
    return f105, np.x104
def f105():
    return f106, np.x105
def f106():
    return f107, np.x106
def f107():
    return f108, np.x107
def f108():
    return f109, np.x108
def f109():
    return f110, np.x109
def f110():
    return f111, np.x110
def f111():
    return f112, np.x111
def f112():
    return f113, np.x112
def f113():
    return f114, np.x113
def f114():
    return f115, np.x114
def f115():
    return f116, np.x115
def f116():
    return f117, np.x116
def f117():
    return f118, np.x117
def f118():
    return f119, np.x118
def f119():
    return f120, np.x119
def f120():
    return f121, np.x120
def f121():
    return f122, np.x121
def f122():
    return f123, np.x122
def f123():
    return f124, np.x123
def f124():
    return f125, np.x124
def f125():
    return f126, np.x125
def f126():
    return f127, np.x126
def f127():
    return f128, np.x127
def f128():
    return f129, np.x128
def f129():
    return f130, np.x129
def f130():
    return f131, np.x130
def f131():
    return f132, np.x131
def f132():
    return f133, np.x132
def f133():
    return f134, np.x133
def f134():
    return f135, np.x134
def f135():
    return f136, np.x135
def f136():
    return f137, np.x136
def f137():
    return f138, np.x137
def f138():
    return f139, np.x138
def f139():
    return f140, np.x139
def f140():
    return f141, np.x140
def f141():
    return f142, np.x141
def f142():
    return f143, np.x142
def f143():
    return f144, np.x143
def f144():
    return f145, np.x144
def f145():
    return f146, np.x145
def f146():
    return f147, np.x146
def f147():
    return f148, np.x147
def f148():
    return f149, np.x148
def f149():
    return f150, np.x149
def f150():
    return f151, np.x150
def f151():
    return f152, np.x151
def f152():
    return f153, np.x152
def f153():
    return f154, np.x153
def f154():
    return f155, np.x154
def f155():
    return f156, np.x155
def f156():
    return f157, np.x156
def f157():
    return f158, np.x157
def f158():
    return f159, np.x158
def f159():
    return f160, np.x159
def f160():
    return f161, np.x160
def f161():
    return f162, np.x161
def f162():
    return f163, np.x162
def f163():
    return f164, np.x163
def f164():
    return f165, np.x164
def f165():
    return f166, np.x165
def f166():
    return f167, np.x166
def f167():
    return f168, np.x167
def f168():
    return f169, np.x168
def f169():
    return f170, np.x169
def f170():
    return f171, np.x170
def f171():
    return f172, np.x171
def f172():
    return f173, np.x172
def f173():
    return f174, np.x173
def f174():
    return f175, np.x174
def f175():
    return f176, np.x175
def f176():
    return f177, np.x176
def f177():
    return f178, np.x177
def f178():
    return f179, np.x178
def f179():
    return f180, np.x179
def f180():
    return f181, np.x180
def f181():
    return f182, np.x181
def f182():
    return f183, np.x182
def f183():
    return f184, np.x183
def f184():
    return f185, np.x184
def f185():
    return f186, np.x185
def f186():
    return f187, np.x186
def f187():
    return f188, np.x187
def f188():
    return f189, np.x188
def f189():
    return f190, np.x189
def f190():
    return f191, np.x190
def f191():
    return f192, np.x191
def f192():
    return f193, np.x192
def f193():
    return f194, np.x193
def f194():
    return f195, np.x194
def f195():
    return f196, np.x195
def f196():
    return f197, np.x196
def f197():
    return f198, np.x197
def f198():
    return f199, np.x198
def f199():
    return f200, np.x199
def f200():
    return f201, np.x200
def f201():
    return f202, np.x201
def f202():
    return f203, np.x202
def f203():
    return f204, np.x203
def f204():
    return f205, np.x204
def f205():
    return f206, np.x205
def f206():
    return f207, np.x206
def f207():
    return f208, np.x207
def f208():
    return f209, np.x208
def f209():
    return f210, np.x209
def f210():
    return f211, np.x210
def f211():
    return f212, np.x211
def f212():
    return f213, np.x212
def f213():
    return f214, np.x213
def f214():
    return f215, np.x214
def f215():
    return f216, np.x215
def f216():
    return f217, np.x216
def f217():
    return f218, np.x217
def f218():
    return f219, np.x218
def f219():
    return f220, np.x219
def f220():
    return f221, np.x220
def f221():
    return f222, np.x221
def f222():
    return f223, np.x222
def f223():
    return f224, np.x223
def f224():
    return f225, np.x224
def f225():
    return f226, np.x225
def f226():
    return f227, np.x226
def f227():
    return f228, np.x227
def f228():
    return f229, np.x228
def f229():
    return f230, np.x229
def f230():
    return f231, np.x230
def f231():
    return f232, np.x231
def f232():
    return f233, np.x232
def f233():
    return f234, np.x233
def f234():
    return f235, np.x234
def f235():
    return f236, np.x235
def f236():
    return f237, np.x236
def f237():
    return f238, np.x237
def f238():
    return f239, np.x238
def f239():
    return f240, np.x239
def f240():
    return f241, np.x240
def f241():
    return f242, np.x241
def f242():
    return f243, np.x242
def f243():
    return f244, np.x243
def f244():
    return f245, np.x244
def f245():
    return f246, np.x245
def f246():
    return f247, np.x246
def f247():
    return f248, np.x247
def f248():
    return f249, np.x248
def f249():
    return f250, np.x249
def f250():
    return f251, np.x250
def f251():
    return f252, np.x251
def f252():
    return f253, np.x252
def f253():
    return f254, np.x253
def f254():
    return f255, np.x254
def f255():
    return f256, np.x255
def f256():
    return f257, np.x256
def f257():
    return f258, np.x257
def f258():
    return f259, np.x258
def f259():
    return f260, np.x259
def f260():
    return f261, np.x260
def f261():
    return f262, np.x261
def f262():
    return f263, np.x262
def f263():
    return f264, np.x263
def f264():
    return f265, np.x264
def f265():
    return f266, np.x265
def f266():
    return f267, np.x266
def f267():
    return f268, np.x267
def f268():
    return f269, np.x268
def f269():
    return f270, np.x269
def f270():
    return f271, np.x270
def f271():
    return f272, np.x271
def f272():
    return f273, np.x272
def f273():
    return f274, np.x273
def f274():
    return f275, np.x274
def f275():
    return f276, np.x275
def f276():
    return f277, np.x276
def f277():
    return f278, np.x277
def f278():
    return f279, np.x278
def f279():
    return f280, np.x279
def f280():
    return f281, np.x280
def f281():
    return f282, np.x281
def f282():
    return f283, np.x282
def f283():
    return f284, np.x283
def f284():
    return f285, np.x284
def f285():
    return f286, np.x285
def f286():
    return f287, np.x286
def f287():
    return f288, np.x287
def f288():
    return f289, np.x288
def f289():
    return f290, np.x289
def f290():
    return f291, np.x290
def f291():
    return f292, np.x291
def f292():
    return f293, np.x292
def f293():
    return f294, np.x293
def f294():
    return f295, np.x294
def f295():
    return f296, np.x295
def f296():
    return f297, np.x296
def f297():
    return f298, np.x297
def f298():
    return f299, np.x298
def f299():
    return f300, np.x299
def f300():
    return f301, np.x300
def f301():
    return f302, np.x301
def f302():
    return f303, np.x302
def f303():
    return f304, np.x303
def f304():
    return f305, np.x304
def f305():
    return f306, np.x305
def f306():
    return f307, np.x306
def f307():
    return f308, np.x307
def f308():
    return f309, np.x308
def f309():
    return f310, np.x309
def f310():
    return f311, np.x310
def f311():
    return f312, np.x311
def f312():
    return f313, np.x312
def f313():
    return f314, np.x313
def f314():
    return f315, np.x314
def f315():
    return f316, np.x315
def f316():
    return f317, np.x316
def f317():
    return f318, np.x317
def f318():
    return f319, np.x318
def f319():
    return f320, np.x319
def f320():
    return f321, np.x320
def f321():
    return f322, np.x321
def f322():
    return f323, np.x322
def f323():
    return f324, np.x323
def f324():
    return f325, np.x324
def f325():
    return f326, np.x325
def f326():
    return f327, np.x326
def f327():
    return f328, np.x327
def f328():
    return f329, np.x328
def f329():
    return f330, np.x329
def f330():
    return f331, np.x330
def f331():
    return f332, np.x331
def f332():
    return f333, np.x332
def f333():
    return f334, np.x333
def f334():
    return f335, np.x334
def f335():
    return f336, np.x335
def f336():
    return f337, np.x336
def f337():
    return f338, np.x337
def f338():
    return f339, np.x338
def f339():
    return f340, np.x339
def f340():
    return f341, np.x340
def f341():
    return f342, np.x341
def f342():
    return f343, np.x342
def f343():
    return f344, np.x343
def f344():
    return f345, np.x344
def f345():
    return f346, np.x345
def f346():
    return f347, np.x346
def f347():
    return f348, np.x347
def f348():
    return f349, np.x348
def f349():
    return f350, np.x349
def f350():
    return f351, np.x350
def f351():
    return f352, np.x351
def f352():
    return f353, np.x352
def f353():
    return f354, np.x353
def f354():
    return f355, np.x354
def f355():
    return f356, np.x355
def f356():
    return f357, np.x356
def f357():
    return f358, np.x357
def f358():
    return f359, np.x358
def f359():
    return f360, np.x359
def f360():
    return f361, np.x360
def f361():
    return f362, np.x361
def f362():
    return f363, np.x362
def f363():
    return f364, np.x363
def f364():
    return f365, np.x364
def f365():
    return f366, np.x365
def f366():
    return f367, np.x366
def f367():
    return f368, np.x367
def f368():
    return f369, np.x368
def f369():
    return f370, np.x369
def f370():
    return f371, np.x370
def f371():
    return f372, np.x371
def f372():
    return f373, np.x372
def f373():
    return f374, np.x373
def f374():
    return f375, np.x374
def f375():
    return f376, np.x375
def f376():
    return f377, np.x376
def f377():
    return f378, np.x377
def f378():
    return f379, np.x378
def f379():
    return f380, np.x379
def f380():
    return f381, np.x380
def f381():
    return f382, np.x381
def f382():
    return f383, np.x382
def f383():
    return f384, np.x383
def f384():
    return f385, np.x384
def f385():
    return f386, np.x385
def f386():
    return f387, np.x386
def f387():
    return f388, np.x387
def f388():
    return f389, np.x388
def f389():
    return f390, np.x389
def f390():
    return f391, np.x390
def f391():
    return f392, np.x391
def f392():
    return f393, np.x392
def f393():
    return f394, np.x393
def f394():
    return f395, np.x394
def f395():
    return f396, np.x395
def f396():
    return f397, np.x396
def f397():
    return f398, np.x397
def f398():
    return f399, np.x398
def f399():
    return f400, np.x399

f400 = 0


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    if h0 == "never":
        f0()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
